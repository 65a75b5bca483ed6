"""Addresses of the guides: public, the same in both languages but for their first part."""

from django.urls import path

from wolouj.guides import views

app_name = "guides"
urlpatterns = [
    path("", views.index, name="index"),
    path("booklet/", views.booklet_file, name="booklet"),
    path("words/", views.words, name="words"),
    path("tools/", views.tools, name="tools"),
    path("tools/days/file/", views.days_file, name="days_file"),
    path("tools/may-bid/mine/", views.mine, name="mine"),
    path("tools/<slug:slug>/", views.tool, name="tool"),
    path("article/<path:signature>/", views.article, name="article"),
    path("faq/<uuid:question_id>/", views.faq, name="faq"),
    path("<slug:slug>/questions/", views.questions, name="questions"),
    path("<slug:slug>/", views.subject, name="subject"),
]
