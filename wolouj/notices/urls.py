from django.urls import path

from wolouj.notices.views import buyers, collecting, links, minutes, saved
from wolouj.notices.views import pages as views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("open/", views.search, name="search"),
    path("searches/", saved.kept, name="searches"),
    path("searches/keep/", saved.keep, name="search_keep"),
    path("searches/<uuid:search_id>/", saved.one, name="search_kept"),
    path("searches/<uuid:search_id>/look/", saved.look, name="search_look"),
    path("searches/<uuid:search_id>/link/", saved.link, name="search_link"),
    path("searches/<uuid:search_id>/delete/", saved.delete, name="search_delete"),
    path("searches/feed/<str:token>.atom", saved.feed, name="search_feed"),
    path("searches/feed/<str:token>.ics", saved.calendar, name="search_calendar"),
    path("buyers/", buyers.names, name="buyers"),
    path("buyers/<int:proposal_id>/answer/", buyers.answer, name="buyers_answer"),
    path("buyers/<slug:said>/<int:said_id>/undo/", buyers.take_back, name="buyers_undo"),
    path("links/", links.links, name="links"),
    path("links/<int:proposal_id>/answer/", links.answer, name="links_answer"),
    path("links/<slug:said>/<int:said_id>/undo/", links.take_back, name="links_undo"),
    path("sources/", collecting.sources, name="sources"),
    path("minutes/", minutes.send, name="minutes"),
    path("minutes/<uuid:draft_id>/", minutes.draft, name="minutes_draft"),
    path("minutes/<uuid:draft_id>/drop/", minutes.drop, name="minutes_drop"),
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
