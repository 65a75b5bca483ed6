from django.urls import path

from wolouj.difficulties import views

app_name = "difficulties"
urlpatterns = [
    path("", views.public, name="public"),
    path("mine/", views.mine, name="mine"),
    path("tell/", views.tell, name="tell"),
    path("register/", views.register, name="register"),
    path("register/<slug:key>/", views.code, name="code"),
    path("<uuid:telling_id>/take-back/", views.take_back, name="take_back"),
]
