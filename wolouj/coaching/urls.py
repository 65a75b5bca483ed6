from django.urls import path
from django.views.decorators.cache import never_cache

from wolouj.coaching.views import capacity, caseload, desk, files, mine, road, visits, walls

app_name = "coaching"
_PAGES = {
    "desk": ("", desk.desk),
    "mine": ("mine/", mine.mine),
    "manage": ("coaches/", caseload.manage),
    "hand_over": ("coaches/<uuid:coach_id>/", caseload.hand_over),
    "take_back": ("handovers/<uuid:handover_id>/undo/", caseload.take_back),
    "walls": ("walls/", walls.walls),
    "name_second": ("walls/second/", walls.name_second),
    "new_goal": ("files/<uuid:participant_id>/goals/new/", files.new_goal),
    "goal": ("goals/<uuid:goal_id>/", files.goal),
    "new_action": ("goals/<uuid:goal_id>/new/", files.new_action),
    "change_action": ("actions/<uuid:action_id>/change/", files.change_action),
    "mark_action": ("actions/<uuid:action_id>/", files.mark_action),
    "begin": ("files/<uuid:participant_id>/visit/", visits.begin),
    "sheet": ("files/<uuid:participant_id>/visits/<uuid:sheet_id>/", visits.sheet),
    "visit_show": ("visits/<uuid:visit_id>/", files.visit_show),
    "sound": ("visits/<uuid:visit_id>/sound/", files.sound),
    "photo": ("photos/<uuid:photo_id>/", files.photo),
    "capacity": ("files/<uuid:participant_id>/capacity/", capacity.show),
    "capacity_fill": ("files/<uuid:participant_id>/capacity/fill/", capacity.fill),
    "road": ("participants/<uuid:participant_id>/", road.road),
    "own_capacity": ("structures/<uuid:structure_id>/capacity/", capacity.own),
    "own_fill": ("structures/<uuid:structure_id>/capacity/fill/", capacity.own_fill),
    "correct_visit": ("visits/<uuid:visit_id>/correct/", visits.correct),
    "file": ("files/<uuid:participant_id>/", files.file),
}
urlpatterns = [path(route, never_cache(view), name=name) for name, (route, view) in _PAGES.items()]
