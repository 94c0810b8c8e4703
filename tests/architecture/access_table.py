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

accounts:team                       -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:create                     -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     nobody            302   403 403   403 403 403 403 403   403 403 404   403
accounts:invite                     member            302   403 403   403 403 403 403 403   403 403 405   403
accounts:close                      member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:reopen                     member            302   403 403   403 403 403 403 403   403 403 405   403
accounts:end_role                   role_held         302   403 403   403 403 403 403 403   403 403 200   403
accounts:matrix                     -                 302   403 403   403 403 403 403 403   200 200 200   403

beneficiaries:list                  -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:results               -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:create                -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:likeness              -                 302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:detail                person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:detail                nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:identity              person            302   200 403   200 200 200 200 200   403 403 403   403
beneficiaries:identity              nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:archive               person            302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:archive               nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:archived              -                 302   403 403   403 403 403 403 200   403 403 403   403
beneficiaries:reopen                archived_person   302   403 403   403 403 403 403 405   403 403 403   403
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

reception:desk                      -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:found                     -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:side                      -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:register                  -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:newcomer                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     visit             302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     past_visit        302   404 403   404 404 404 404 404   403 403 403   403
reception:cancel                    visit             302   405 403   405 405 405 405 405   403 403 403   403
reception:arrival                   appointment_emploi 302  405 403   405 405 405 405 405   403 403 403   403

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

accounts:team                       -                 302   403 403   403 403 403 403 403   403 403 405   403
accounts:create                     -                 302   403 403   403 403 403 403 403   403 403 200   403
accounts:member                     member            302   403 403   403 403 403 403 403   403 403 200   403
accounts:invite                     member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:invite                     nobody            302   403 403   403 403 403 403 403   403 403 404   403
accounts:close                      member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:reopen                     member            302   403 403   403 403 403 403 403   403 403 302   403
accounts:end_role                   role_held         302   403 403   403 403 403 403 403   403 403 200   403
accounts:matrix                     -                 302   403 403   403 403 403 403 403   405 405 405   403

beneficiaries:list                  -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:results               -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:create                -                 302   422 403   422 422 422 422 422   403 403 403   403
beneficiaries:likeness              -                 302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:detail                person            302   405 403   405 405 405 405 405   403 403 403   403
beneficiaries:identity              person            302   422 403   422 422 422 422 422   403 403 403   403
beneficiaries:identity              nobody            302   404 403   404 404 404 404 404   403 403 403   403
beneficiaries:archive               person            302   403 403   403 403 403 403 422   403 403 403   403
beneficiaries:archive               nobody            302   403 403   403 403 403 403 404   403 403 403   403
beneficiaries:archived              -                 302   403 403   403 403 403 403 405   403 403 403   403
beneficiaries:reopen                archived_person   302   403 403   403 403 403 403 302   403 403 403   403
beneficiaries:reopen                nobody            302   403 403   403 403 403 403 404   403 403 403   403
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

reception:desk                      -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:found                     -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:side                      -                 302   405 403   405 405 405 405 405   403 403 403   403
reception:register                  -                 302   422 403   422 422 422 422 422   403 403 403   403
reception:newcomer                  -                 302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     visit             302   200 403   200 200 200 200 200   403 403 403   403
reception:visit                     past_visit        302   404 403   404 404 404 404 404   403 403 403   403
reception:cancel                    visit             302   422 403   422 422 422 422 422   403 403 403   403
reception:arrival                   appointment_emploi 302  302 403   302 302 302 302 302   403 403 403   403

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
