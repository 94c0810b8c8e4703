"""Who may open what: each address, with each kind of object, for each role, and what it must answer.

Written by hand from what the place wants, not computed from `ceis.access`: the two must agree. Each role is played by
one person; the coordinator (coo) is on the platform emploi with the social worker (soc); the others hold the platform
of their name. `-` stands for an address without object; the objects are made in `tests/security/world.py`.

200 opens · 302 sends elsewhere · 403 not for this role · 404 not to be known · 405 not that way.
Where a form is sent empty, 200 or 422 is the form again with its errors, 302 a message on another page, 204 nothing.
"""

from dataclasses import dataclass

COLUMNS = [
    "anonymous", "reception", "volunteer", "social_worker", "digital_mediator", "budget_adviser", "health_adviser",
    "coordinator", "manager", "dpo", "administrator", "partner",
]  # fmt: skip

GET = """
#                                                     ano   rec vol   soc num bud san coo   man dpo adm   par
home                                -                 302   302 302   302 302 302 302 302   302 302 302   200
alive                               -                 200   200 200   200 200 200 200 200   200 200 200   200
ready                               -                 200   200 200   200 200 200 200 200   200 200 200   200
keep_draft                          -                 302   405 405   405 405 405 405 405   405 405 405   405
interface                           -                 302   200 403   200 200 200 200 200   200 403 200   403
settings                            -                 302   403 403   403 403 403 403 200   200 200 200   403

account                             -                 302   200 200   200 200 200 200 200   200 200 200   200
single_keys                         -                 302   405 405   405 405 405 405 405   405 405 405   405
account_login                       -                 200   302 302   302 302 302 302 302   302 302 302   302
account_logout                      -                 302   200 200   200 200 200 200 200   200 200 200   200
account_inactive                    -                 200   200 200   200 200 200 200 200   200 200 200   200
account_reauthenticate              -                 302   200 200   200 200 200 200 200   200 200 200   200
account_change_password             -                 302   200 200   200 200 200 200 200   200 200 200   200
account_reset_password              -                 200   200 200   200 200 200 200 200   200 200 200   200
account_reset_password_done         -                 200   200 200   200 200 200 200 200   200 200 200   200
account_reset_password_from_key     token             200   200 200   200 200 200 200 200   200 200 200   200
account_reset_password_from_key_done -                200   200 200   200 200 200 200 200   200 200 200   200
lock                                -                 302   405 405   405 405 405 405 405   405 405 405   405
unlock                              -                 302   302 302   302 302 302 302 302   302 302 302   302
change_agent                        -                 302   405 405   405 405 405 405 405   405 405 405   405
presence                            -                 302   200 200   200 200 200 200 200   200 200 200   200
counter_mode                        -                 302   405 403   405 405 405 405 405   403 403 403   403

places:place                        -                 302   403 403   403 403 403 403 200   200 403 200   403
places:new_site                     -                 302   403 403   403 403 403 403 200   200 403 200   403
places:site                         site              302   403 403   403 403 403 403 200   200 403 200   403
places:new_room                     -                 302   403 403   403 403 403 403 200   200 403 200   403
places:room                         room              302   403 403   403 403 403 403 200   200 403 200   403
places:new_equipment                -                 302   403 403   403 403 403 403 200   200 403 200   403
places:equipment                    computer          302   403 403   403 403 403 403 200   200 403 200   403
places:room                         nobody            302   403 403   403 403 403 403 404   404 403 404   403

accounts:team                       -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:create                     -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     nobody            302   403 403   403 403 403 403 403   403 403 404   403
accounts:invite                     member            302   403 403   403 403 403 403 403   403 403 405   403
accounts:close                      member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:reopen                     member            302   403 403   403 403 403 403 403   403 403 405   403
accounts:end_role                   role_held         302   403 403   403 403 403 403 403   403 403 200   403
accounts:matrix                     -                 302   403 403   403 403 403 403 403   200 200 200   403

territory:zones                     -                 302   403 403   403 403 403 403 200   200 403 200   403
territory:check                     zone_file         302   403 403   403 403 403 403 200   200 403 200   403
territory:check                     nobody            302   403 403   403 403 403 403 404   404 403 404   403
territory:take                      zone_file         302   403 403   403 403 403 403 405   405 403 405   403

beneficiaries:list                  -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:results               -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:create                -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:likeness              -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:detail                person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:detail                nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:detail                merged_person     302   302 403   302 302 302 302 302   403 403 403   403
beneficiaries:same_person           person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:same_person           merged_person     302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:duplicates            -                 302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:compare               pair              302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:compare               merged_pair       302   403 403   302 302 302 302 302   403 403 403   403
beneficiaries:compare               nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:set_aside             pair              302   403 403   405 405 405 405 405   403 403 403   403
beneficiaries:merged                merge             302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:merged                nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:identity              person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:identity              nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:archive               person            302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:archive               nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:archived              -                 302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:reopen                archived_person   302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:imports               -                 302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:import                import            302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:import                nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:import_progress       import            302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:import_columns        import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_decide         import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_errors         import            302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:import_errors         nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:import_confirm        import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_abandon        import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_undo           import            302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_undo           written_import    302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:situation             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:situation             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:dimension             housing           302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:dimension             disability        302   403 403   200 404 200 200 200   403 403 403   403
beneficiaries:dimension             no_dimension      302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:correct_situation     situation_emploi  302   403 403   200 404 404 404 200   403 403 403   403
beneficiaries:correct_situation     situation_sante   302   403 403   404 404 404 200 404   403 403 403   403
beneficiaries:end_situation         situation_emploi  302   403 403   405 405 405 405 405   403 403 403   403
beneficiaries:obstacles             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:obstacles             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:obstacle_step         obstacle_emploi   302   403 403   405 405 405 405 405   403 403 403   403

terms:lists                         -                 302   403 403   403 403 403 403 200   200 403 200   403
terms:list                          list              302   403 403   403 403 403 403 200   200 403 200   403
terms:list                          no_list           302   403 403   403 403 403 403 404   404 403 404   403
terms:term                          word              302   403 403   403 403 403 403 200   200 403 200   403
terms:term                          no_word           302   403 403   403 403 403 403 404   404 403 404   403
terms:move                          word              302   403 403   403 403 403 403 405   405 403 405   403
terms:lowerings                     -                 302   403 403   403 403 403 403 403   200 200 403   403
beneficiaries:household             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:household             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:member                home_member       302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:member                nobody_there      302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:relatives             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:relative              relative          302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:relative              nobody_there      302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:measures              person            302   403 403   200 403 200 200 200   403 403 403   403
beneficiaries:measure               measure           302   403 403   200 403 200 200 200   403 403 403   403
beneficiaries:measure               nobody_there      302   403 403   404 403 404 404 404   403 403 403   403
beneficiaries:documents             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:document              paper             302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:document              paper_emploi      302   403 403   200 404 404 404 200   403 403 403   403
beneficiaries:document              paper_sante       302   403 403   404 404 404 200 404   403 403 403   403
beneficiaries:take_away             paper_emploi      302   403 403   200 404 404 404 200   403 403 403   403
beneficiaries:take_away             paper_sante       302   403 403   404 404 404 200 404   403 403 403   403
beneficiaries:tags                  person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:tags                  nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:followed              -                 302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:notice                -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:information           person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:information           nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:protection            person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:protection            endangered        302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:protection            nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:detail                endangered        302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:identity              endangered        302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:referents             person            302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:referents             endangered        302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:referents             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:referent              referent_emploi   302   403 403   200 200 200 200 200   403 403 403   403
beneficiaries:referent              referent_sante    302   403 403   404 404 404 200 404   403 403 403   403

workshops:programme                 -                 302   200 200   200 200 200 200 200   200 403 403   403
workshops:session                   session_numerique 302   200 200   200 200 200 200 200   200 403 403   403
workshops:session                   session_sante     302   404 404   404 404 404 200 404   404 403 403   403
workshops:attendance                session_numerique 302   403 403   405 405 405 405 405   403 403 403   403

platforms:day                       -                 302   403 403   200 200 200 200 200   403 403 403   403
platforms:waiting                   -                 302   403 403   200 200 200 200 200   403 403 403   403
platforms:done                      task_emploi       302   403 403   405 405 405 405 405   403 403 403   403
platforms:agenda                    -                 302   200 403   200 200 200 200 200   200 403 403   403
platforms:book                      -                 302   200 403   200 200 200 200 200   403 403 403   403
platforms:slots                     -                 302   200 403   200 200 200 200 200   403 403 403   403
platforms:appointment               appointment_emploi 302  200 403   200 200 200 200 200   403 403 403   403
platforms:appointment               appointment_sante 302   200 403   404 404 404 200 404   403 403 403   403
platforms:appointment               nobody            302   404 403   404 404 404 404 404   403 403 403   403
platforms:state                     appointment_emploi 302  405 403   405 405 405 405 405   403 403 403   403
platforms:move                      appointment_emploi 302  200 403   200 200 200 200 200   403 403 403   403
platforms:cancel                    appointment_emploi 302  405 403   405 405 405 405 405   403 403 403   403
platforms:write                     -                 302   403 403   200 200 200 200 200   403 403 403   403
platforms:interview                 interview_emploi  302   403 403   200 200 200 200 200   403 403 403   403
platforms:interview                 interview_budget  302   403 403   200 200 200 200 200   403 403 403   403
platforms:interview                 interview_sante   302   403 403   404 404 404 200 404   403 403 403   403
platforms:interview                 nobody            302   403 403   404 404 404 404 404   403 403 403   403
platforms:correct                   interview_emploi  302   403 403   200 404 404 404 404   403 403 403   403
platforms:correct                   interview_sante   302   403 403   404 404 404 200 404   403 403 403   403
platforms:cancel_interview          interview_emploi  302   403 403   405 405 405 405 405   403 403 403   403
platforms:answer                    referral_sante    302   403 403   405 405 405 405 405   403 403 403   403

partners:permanences                -                 302   403 403   403 403 403 403 200   200 403 200   403
partners:new_permanence             -                 302   403 403   403 403 403 403 200   200 403 200   403
partners:permanence                 permanence_open   302   403 403   403 403 403 403 200   200 403 200   403
partners:permanence                 permanence_secret 302   403 403   403 403 403 403 200   200 403 200   403
partners:permanence                 nobody            302   403 403   403 403 403 403 404   404 403 404   403
partners:date_off                   permanence_open   302   403 403   403 403 403 403 405   405 403 405   403
partners:date_back                  date_off          302   403 403   403 403 403 403 405   405 403 405   403

reception:desk                      -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:found                     -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:side                      -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:register                  -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:newcomer                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     visit             302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     past_visit        302   404 403   404 404 404 404 404   403 403 403   403
reception:cancel                    visit             302   405 403   405 405 405 405 405   403 403 403   403
reception:arrival                   appointment_emploi 302  405 403   405 405 405 405 405   403 403 403   403
reception:building                  -                 302   200 403   200 200 200 200 200   200 403 403   403
reception:occupancy                 -                 302   200 403   200 200 200 200 200   200 403 403   403
reception:count                     -                 302   405 403   405 405 405 405 405   405 403 403   403
reception:computers                 -                 302   200 200   200 200 200 200 200   403 403 403   403
reception:seat                      computer          302   200 200   200 200 200 200 200   403 403 403   403
reception:seat                      nobody            302   404 404   404 404 404 404 404   403 403 403   403
reception:seat_found                -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:end_session               computer_session  302   405 405   405 405 405 405 405   403 403 403   403
reception:extend_session            computer_session  302   405 405   405 405 405 405 405   403 403 403   403
reception:cancel_session            computer_session  302   200 200   200 200 200 200 200   403 403 403   403
reception:take_in                   waiting_visit     302   403 403   405 405 405 405 405   403 403 403   403
reception:no_more                   visit             302   405 403   405 405 405 405 405   403 403 403   403
reception:mine                      -                 302   403 403   200 200 200 200 200   403 403 403   403
reception:service                   -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:handover                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:take_back                 note              302   405 403   405 405 405 405 405   403 403 403   403

reporting:list                      -                 302   403 403   403 403 403 403 200   200 200 403   403
reporting:ask                       -                 302   403 403   403 403 403 403 403   405 403 403   403
reporting:detail                    report            302   403 403   403 403 403 403 200   200 200 403   403
reporting:detail                    nobody            302   403 403   403 403 403 403 404   404 404 403   403
reporting:progress                  report            302   403 403   403 403 403 403 200   200 200 403   403
reporting:again                     report            302   403 403   403 403 403 403 403   405 403 403   403
reporting:sign                      report            302   403 403   403 403 403 403 403   405 403 403   403
reporting:correct                   report            302   403 403   403 403 403 403 403   200 403 403   403
reporting:pdf                       report            302   403 403   403 403 403 403 200   200 200 403   403
reporting:csv                       report            302   403 403   403 403 403 403 200   200 200 403   403
reporting:figure                    figure            302   403 403   403 403 403 403 200   200 200 403   403
"""

# Each one is sent empty, with its token: nothing is written, but the door is tried. A referral one knows of but whose
# platform is another's is not answered: 302, with a message that says so.
POST = """
#                                                     ano   rec vol   soc num bud san coo   man dpo adm   par
home                                -                 302   405 405   405 405 405 405 405   405 405 405   405
alive                               -                 405   405 405   405 405 405 405 405   405 405 405   405
ready                               -                 405   405 405   405 405 405 405 405   405 405 405   405
keep_draft                          -                 302   200 200   200 200 200 200 200   200 200 200   200
interface                           -                 302   200 403   200 200 200 200 200   200 403 200   403
settings                            -                 302   403 403   403 403 403 403 405   405 405 405   403

account                             -                 302   405 405   405 405 405 405 405   405 405 405   405
single_keys                         -                 302   302 302   302 302 302 302 302   302 302 302   302
account_login                       -                 200   302 302   302 302 302 302 302   302 302 302   302
account_logout                      -                 302   302 302   302 302 302 302 302   302 302 302   302
account_inactive                    -                 405   405 405   405 405 405 405 405   405 405 405   405
account_reauthenticate              -                 302   200 200   200 200 200 200 200   200 200 200   200
account_change_password             -                 302   200 200   200 200 200 200 200   200 200 200   200
account_reset_password              -                 200   200 200   200 200 200 200 200   200 200 200   200
account_reset_password_done         -                 405   405 405   405 405 405 405 405   405 405 405   405
account_reset_password_from_key     token             200   200 200   200 200 200 200 200   200 200 200   200
account_reset_password_from_key_done -                405   405 405   405 405 405 405 405   405 405 405   405
lock                                -                 302   302 302   302 302 302 302 302   302 302 302   302
unlock                              -                 302   302 302   302 302 302 302 302   302 302 302   302
change_agent                        -                 302   302 302   302 302 302 302 302   302 302 302   302
presence                            -                 302   200 200   200 200 200 200 200   200 200 200   200
counter_mode                        -                 302   302 403   302 302 302 302 302   403 403 403   403

places:place                        -                 302   403 403   403 403 403 403 405   405 403 405   403
places:new_site                     -                 302   403 403   403 403 403 403 422   422 403 422   403
places:site                         site              302   403 403   403 403 403 403 422   422 403 422   403
places:new_room                     -                 302   403 403   403 403 403 403 422   422 403 422   403
places:room                         room              302   403 403   403 403 403 403 422   422 403 422   403
places:new_equipment                -                 302   403 403   403 403 403 403 422   422 403 422   403
places:equipment                    computer          302   403 403   403 403 403 403 422   422 403 422   403
places:room                         nobody            302   403 403   403 403 403 403 404   404 403 404   403

accounts:team                       -                 302   403 403   403 403 403 403 403   403 403 405   403
accounts:create                     -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:invite                     member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:invite                     nobody            302   403 403   403 403 403 403 403   403 403 404   403
accounts:close                      member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:reopen                     member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:end_role                   role_held         302   403 403   403 403 403 403 403   403 403 200   403
accounts:matrix                     -                 302   403 403   403 403 403 403 403   405 405 405   403

territory:zones                     -                 302   403 403   403 403 403 403 422   422 403 422   403
territory:check                     zone_file         302   403 403   403 403 403 403 405   405 403 405   403
territory:take                      zone_file         302   403 403   403 403 403 403 302   302 403 302   403
territory:take                      nobody            302   403 403   403 403 403 403 404   404 403 404   403

beneficiaries:list                  -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:results               -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:create                -                 302   422 403   422 422 422 422 422   403 403 403   403
beneficiaries:likeness              -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:detail                person            302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:same_person           person            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:duplicates            -                 302   403 403   405 405 405 405 405   403 403 403   403
beneficiaries:compare               pair              302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:set_aside             pair              302   403 403   302 302 302 302 302   403 403 403   403
beneficiaries:set_aside             merged_pair       302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:merged                merge             302   403 403   302 302 302 302 302   403 403 403   403
beneficiaries:identity              person            302   422 403   422 422 422 422 422   403 403 403   403
beneficiaries:identity              nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:archive               person            302   403 403   403 403 403 403 422   403 403 403   403
beneficiaries:archive               nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:archived              -                 302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:reopen                archived_person   302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:reopen                nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:imports               -                 302   403 403   403 403 403 403 422   403 403 403   403
beneficiaries:import                import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_progress       import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_columns        import            302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_columns        nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:import_decide         import            302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_errors         import            302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:import_confirm        import            302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_abandon        import            302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_undo           written_import    302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:import_undo           nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:situation             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:situation             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:dimension             housing           302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:dimension             disability        302   403 403   422 404 422 422 422   403 403 403   403
beneficiaries:correct_situation     situation_emploi  302   403 403   422 404 404 404 422   403 403 403   403
beneficiaries:correct_situation     situation_sante   302   403 403   404 404 404 422 404   403 403 403   403
beneficiaries:end_situation         situation_emploi  302   403 403   302 404 404 404 302   403 403 403   403
beneficiaries:end_situation         situation_sante   302   403 403   404 404 404 302 404   403 403 403   403
beneficiaries:obstacles             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:obstacle_step         obstacle_emploi   302   403 403   302 404 404 404 302   403 403 403   403
beneficiaries:obstacle_step         obstacle_numerique 302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:obstacle_step         obstacle_sante    302   403 403   404 404 404 302 404   403 403 403   403

terms:lists                         -                 302   403 403   403 403 403 403 405   405 403 405   403
terms:list                          list              302   403 403   403 403 403 403 422   422 403 422   403
terms:term                          word              302   403 403   403 403 403 403 422   422 403 422   403
terms:move                          word              302   403 403   403 403 403 403 302   302 403 302   403
terms:lowerings                     -                 302   403 403   403 403 403 403 403   405 405 403   403
beneficiaries:household             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:household             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:member                home_member       302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:member                nobody_there      302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:relatives             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:relative              relative          302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:measures              person            302   403 403   422 403 422 422 422   403 403 403   403
beneficiaries:measure               measure           302   403 403   422 403 422 422 422   403 403 403   403
beneficiaries:documents             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:document              paper             302   403 403   405 405 405 405 405   403 403 403   403
beneficiaries:take_away             paper_emploi      302   403 403   422 404 404 404 422   403 403 403   403
beneficiaries:take_away             paper_sante       302   403 403   404 404 404 422 404   403 403 403   403
beneficiaries:tags                  person            302   403 403   302 302 302 302 302   403 403 403   403
beneficiaries:tags                  nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:followed              -                 302   403 403   405 405 405 405 405   403 403 403   403
beneficiaries:notice                -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:information           person            302   422 403   422 422 422 422 422   403 403 403   403
beneficiaries:information           nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:protection            person            302   403 403   302 302 302 302 302   403 403 403   403
beneficiaries:protection            nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:referents             person            302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:referents             nobody            302   403 403   404 404 404 404 404   403 403 403   403
beneficiaries:referent              referent_emploi   302   403 403   422 422 422 422 422   403 403 403   403
beneficiaries:referent              referent_sante    302   403 403   404 404 404 422 404   403 403 403   403

workshops:programme                 -                 302   405 405   405 405 405 405 405   405 403 403   403
workshops:session                   session_numerique 302   405 405   405 405 405 405 405   405 403 403   403
workshops:attendance                session_numerique 302   403 403   403 422 403 403 403   403 403 403   403
workshops:attendance                session_sante     302   403 403   404 404 404 422 404   403 403 403   403

platforms:day                       -                 302   403 403   405 405 405 405 405   403 403 403   403
platforms:waiting                   -                 302   403 403   405 405 405 405 405   403 403 403   403
platforms:done                      task_emploi       302   403 403   302 404 404 404 302   403 403 403   403
platforms:done                      task_sante        302   403 403   404 404 404 302 404   403 403 403   403
platforms:agenda                    -                 302   405 403   405 405 405 405 405   405 403 403   403
platforms:book                      -                 302   200 403   200 200 200 200 200   403 403 403   403
platforms:slots                     -                 302   405 403   405 405 405 405 405   403 403 403   403
platforms:appointment               appointment_emploi 302  405 403   405 405 405 405 405   403 403 403   403
platforms:state                     appointment_emploi 302  302 403   302 302 302 302 302   403 403 403   403
platforms:state                     nobody            302   404 403   404 404 404 404 404   403 403 403   403
platforms:move                      appointment_emploi 302  200 403   200 200 200 200 200   403 403 403   403
platforms:cancel                    appointment_emploi 302  200 403   200 200 200 200 200   403 403 403   403
platforms:write                     -                 302   403 403   200 200 200 200 200   403 403 403   403
platforms:interview                 interview_emploi  302   403 403   405 405 405 405 405   403 403 403   403
platforms:correct                   interview_emploi  302   403 403   200 404 404 404 404   403 403 403   403
platforms:correct                   interview_sante   302   403 403   404 404 404 200 404   403 403 403   403
platforms:cancel_interview          interview_emploi  302   403 403   200 404 404 404 200   403 403 403   403
platforms:cancel_interview          interview_sante   302   403 403   404 404 404 200 404   403 403 403   403
platforms:answer                    referral_budget   302   403 403   302 302 302 302 302   403 403 403   403
platforms:answer                    referral_sante    302   403 403   404 404 404 302 404   403 403 403   403

partners:permanences                -                 302   403 403   403 403 403 403 405   405 403 405   403
partners:new_permanence             -                 302   403 403   403 403 403 403 200   200 403 200   403
partners:permanence                 permanence_open   302   403 403   403 403 403 403 200   200 403 200   403
partners:date_off                   permanence_open   302   403 403   403 403 403 403 422   422 403 422   403
partners:date_off                   nobody            302   403 403   403 403 403 403 404   404 403 404   403
partners:date_back                  date_off          302   403 403   403 403 403 403 302   302 403 302   403

reception:desk                      -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:found                     -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:side                      -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:register                  -                 302   422 403   422 422 422 422 422   403 403 403   403
reception:newcomer                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     visit             302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     past_visit        302   404 403   404 404 404 404 404   403 403 403   403
reception:cancel                    visit             302   422 403   422 422 422 422 422   403 403 403   403
reception:arrival                   appointment_emploi 302  302 403   302 302 302 302 302   403 403 403   403
reception:building                  -                 302   405 403   405 405 405 405 405   405 403 403   403
reception:occupancy                 -                 302   405 403   405 405 405 405 405   405 403 403   403
reception:count                     -                 302   422 403   422 422 422 422 422   422 403 403   403
reception:computers                 -                 302   405 405   405 405 405 405 405   403 403 403   403
reception:seat                      computer          302   422 422   422 422 422 422 422   403 403 403   403
reception:seat_found                -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:end_session               computer_session  302   302 302   302 302 302 302 302   403 403 403   403
reception:end_session               nobody            302   404 404   404 404 404 404 404   403 403 403   403
reception:extend_session            computer_session  302   302 302   302 302 302 302 302   403 403 403   403
reception:extend_session            nobody            302   404 404   404 404 404 404 404   403 403 403   403
reception:cancel_session            computer_session  302   422 422   422 422 422 422 422   403 403 403   403
reception:take_in                   waiting_visit     302   403 403   302 404 404 404 302   403 403 403   403
reception:take_in                   nobody            302   403 403   404 404 404 404 404   403 403 403   403
reception:no_more                   visit             302   302 403   302 302 302 302 302   403 403 403   403
reception:no_more                   past_visit        302   404 403   404 404 404 404 404   403 403 403   403
reception:mine                      -                 302   403 403   405 405 405 405 405   403 403 403   403
reception:service                   -                 302   302 403   302 302 302 302 302   403 403 403   403
reception:handover                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:take_back                 note              302   302 403   302 302 302 302 302   403 403 403   403
reception:take_back                 nobody            302   404 403   404 404 404 404 404   403 403 403   403

reporting:list                      -                 302   403 403   403 403 403 403 405   405 405 403   403
reporting:ask                       -                 302   403 403   403 403 403 403 403   200 403 403   403
reporting:detail                    report            302   403 403   403 403 403 403 405   405 405 403   403
reporting:progress                  report            302   403 403   403 403 403 403 405   405 405 403   403
reporting:again                     report            302   403 403   403 403 403 403 403   302 403 403   403
reporting:sign                      report            302   403 403   403 403 403 403 403   302 403 403   403
reporting:correct                   report            302   403 403   403 403 403 403 403   200 403 403   403
reporting:pdf                       report            302   403 403   403 403 403 403 405   405 405 403   403
reporting:csv                       report            302   403 403   403 403 403 403 405   405 405 403   403
reporting:figure                    figure            302   403 403   403 403 403 403 405   405 405 403   403
"""


@dataclass(frozen=True)
class Row:
    method: str
    url_name: str
    thing: str  # key of `World.objects`
    expected: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.url_name} {self.thing}"


def rows(method: str, table: str) -> list[Row]:
    lines = [line.split() for line in table.splitlines() if line.strip() and not line.startswith("#")]
    return [
        Row(method, name, thing, dict(zip(COLUMNS, map(int, statuses), strict=True)))
        for name, thing, *statuses in lines
    ]


ROWS = rows("GET", GET) + rows("POST", POST)
