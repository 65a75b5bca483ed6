from django.urls import path

from wolouj.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("new/", views.new, name="new"),
    path("ask/<str:code>/", views.ask, name="ask"),
    path("ask/<str:code>/<str:name>", views.public_paper, name="public_paper"),
    path("questions/<uuid:question_id>/", views.review, name="review"),
    path("<uuid:gathering_id>/", views.programme, name="programme"),
    path("<uuid:gathering_id>/frame/", views.frame, name="frame"),
    path("<uuid:gathering_id>/difficulties/", views.hands, name="hands"),
    path("<uuid:gathering_id>/questions/", views.questions, name="questions"),
    path("<uuid:gathering_id>/questions/slip/", views.slip, name="slip"),
    path("<uuid:gathering_id>/minutes/", views.minutes, name="minutes"),
    path("<uuid:gathering_id>/minutes/approve/", views.approve, name="approve"),
    path("<uuid:gathering_id>/minutes/<str:name>", views.paper, name="paper"),
    path("<uuid:gathering_id>/<str:kind>/new/", views.new_item, name="new_item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/", views.item, name="item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/remove/", views.remove, name="remove"),
]
