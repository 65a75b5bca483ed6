from django.urls import path

from wolouj.orders import views

app_name = "orders"
urlpatterns = [
    path("", views.order_list, name="list"),
    path("late/", views.late, name="late"),
    path("new/", views.new, name="new"),
    path("from/<uuid:quote_id>/", views.from_quote, name="from_quote"),
    path("<uuid:order_id>/", views.show, name="show"),
    path("<uuid:order_id>/buyer/", views.edit, name="edit"),
    path("<uuid:order_id>/tell/<str:kind>/", views.tell, name="tell"),
    path("<uuid:order_id>/papers/<str:name>", views.paper, name="paper"),
    path("event/<uuid:event_id>/", views.event, name="event"),
    path("event/<uuid:event_id>/correct/", views.correct, name="correct"),
    path("event/<uuid:event_id>/take-back/", views.take_back, name="take_back"),
    path("event/<uuid:event_id>/paper/", views.kept, name="kept"),
]
