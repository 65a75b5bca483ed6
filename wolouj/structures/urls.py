"""Addresses of the room."""

from django.urls import path

from wolouj.structures.views import files, pages, papers, wizard

app_name = "structures"
urlpatterns = [
    path("", pages.list_, name="list"),
    path("new/", wizard.new, name="new"),
    path("new/file/", files.from_file, name="from_file"),
    path("papers/", papers.mine, name="papers"),
    path("<uuid:id>/", pages.show, name="page"),
    path("<uuid:id>/structure.json", files.export, name="export"),
    path("<uuid:id>/setup/", wizard.resume, name="resume"),
    path("<uuid:id>/setup/<slug:code>/", wizard.step, name="step"),
    path("<uuid:id>/people/", pages.members, name="members"),
    path("<uuid:id>/people/<int:member>/end/", pages.member_end, name="member_end"),
    path("<uuid:id>/capacity/", pages.capacity, name="capacity"),
    path("<uuid:id>/receipts/", pages.receipts, name="receipts"),
    path("<uuid:id>/papers/", papers.wallet, name="wallet"),
    path("<uuid:id>/papers/add/", papers.add, name="paper_add"),
    path("<uuid:id>/papers/about/<slug:kind>/", papers.about, name="paper_about"),
    path("paper/<uuid:id>/", papers.paper, name="paper"),
    path("paper/<uuid:id>/file/", papers.paper_file, name="paper_file"),
    path("paper/<uuid:id>/remove/", papers.remove, name="paper_remove"),
]
