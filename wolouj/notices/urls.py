from django.urls import path

from wolouj.notices.views import buyers
from wolouj.notices.views import pages as views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("open/", views.search, name="search"),
    path("buyers/", buyers.names, name="buyers"),
    path("buyers/<int:proposal_id>/answer/", buyers.answer, name="buyers_answer"),
    path("buyers/<slug:said>/<int:said_id>/undo/", buyers.take_back, name="buyers_undo"),
    path("new/", views.new, name="new"),
    path("new/typed/", views.typed, name="typed"),
    path("new/file/", views.from_file, name="file"),
    path("drafts/<uuid:draft_id>/", views.draft, name="draft"),
    path("drafts/<uuid:draft_id>/mend/", views.mend, name="mend"),
    path("drafts/<uuid:draft_id>/confirm/", views.confirm, name="confirm"),
    path("drafts/<uuid:draft_id>/drop/", views.drop, name="drop"),
    path("<uuid:notice_id>/correct/", views.correct, name="correct"),
    path("<uuid:notice_id>/delete/", views.delete, name="delete"),
    path("<uuid:notice_id>/share/", views.share, name="share"),
    path("<uuid:notice_id>/take/", views.take, name="take"),
    path("<uuid:notice_id>/reading/", views.reading, name="reading"),
    path("<uuid:notice_id>/days/", views.days, name="days"),
    path("<uuid:notice_id>/", views.show, name="show"),
]
