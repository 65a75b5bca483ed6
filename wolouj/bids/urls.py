from django.urls import path

from wolouj.bids import views

app_name = "bids"
urlpatterns = [
    path("", views.quote_list, name="list"),
    path("decide/<uuid:notice_id>/", views.decide, name="decide"),
    path("decide/<uuid:notice_id>/open/", views.open_quote, name="open"),
    path("decide/<uuid:notice_id>/weigh/", views.weigh, name="weigh"),
    path("decide/<uuid:notice_id>/decline/", views.decline, name="decline"),
    path("decide/<uuid:notice_id>/cancelled/", views.cancel_notice, name="cancel_notice"),
    path("<uuid:quote_id>/", views.show, name="show"),
    path("<uuid:quote_id>/prices/", views.prices, name="prices"),
    path("<uuid:quote_id>/prices/<int:position>/", views.line, name="line"),
    path("<uuid:quote_id>/loss/", views.keep_loss, name="keep_loss"),
    path("<uuid:quote_id>/ready/", views.ready, name="ready"),
    path("<uuid:quote_id>/reopen/", views.reopen, name="reopen"),
    path("<uuid:quote_id>/deposit/", views.deposit, name="deposit"),
    path("<uuid:quote_id>/follow/", views.follow, name="follow"),
    path("<uuid:quote_id>/difficulty/", views.difficulty, name="difficulty"),
    path("<uuid:quote_id>/end/", views.end, name="end"),
    path("<uuid:quote_id>/papers/<str:name>", views.paper, name="paper"),
    path("<uuid:quote_id>/share/", views.share, name="share"),
    path("receipts/<uuid:receipt_id>/", views.receipt, name="receipt"),
]
