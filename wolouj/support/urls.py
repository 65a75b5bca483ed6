from django.urls import path

from wolouj.support.views import keeping, officers, public, referring

app_name = "support"
urlpatterns = [
    path("", public.find, name="find"),
    path("for-me/", public.for_me, name="for_me"),
    path("offer/<uuid:offer_id>/", public.offer, name="offer"),
    path("offer/<uuid:offer_id>/edit/", keeping.edit_offer, name="edit_offer"),
    path("offer/<uuid:offer_id>/condition/", keeping.new_condition, name="new_condition"),
    path("condition/<int:condition_id>/", keeping.condition, name="condition"),
    path("body/new/", keeping.new_body, name="new_body"),
    path("body/<uuid:provider_id>/", keeping.body, name="body"),
    path("body/<uuid:provider_id>/edit/", keeping.edit_body, name="edit_body"),
    path("body/<uuid:provider_id>/offer/", keeping.new_offer, name="new_offer"),
    path("kept/<str:kind>/<uuid:row_id>/checked/", keeping.checked, name="checked"),
    path("kept/<str:kind>/<uuid:row_id>/remove/", keeping.remove, name="remove"),
    path("first/", keeping.first, name="first"),
    path("desk/", referring.desk, name="desk"),
    path("refer/<uuid:participant_id>/", referring.refer, name="refer"),
    path("referral/<uuid:referral_id>/", referring.referral, name="referral"),
    path("referral/<uuid:referral_id>/heard/", referring.heard, name="heard"),
    path("referral/<uuid:referral_id>/withdraw/", referring.withdraw, name="withdraw"),
    path("mine/", referring.mine, name="mine"),
    path("referred/<uuid:referral_id>/", officers.referred, name="referred"),
    path("referred/<uuid:referral_id>/receive/", officers.receive, name="receive"),
    path("referred/<uuid:referral_id>/answer/", officers.answer, name="answer"),
]
