import { describe, expect, it } from "vitest";
import {
  type Action,
  creationRight,
  may,
  RIGHTS,
  readingRight,
  STANDINGS,
  type Standing,
} from "../../src/people/rights.ts";

/** The rights as the design states them, written out a second time: x may, - may not. */
const TABLE = `
                                admin member lead deputy office sponsor steering secretary body team participant delegate digest-reader owner decider also-decider requester voter approver scorer candidate nobody
create-program                  x     x      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
create-program-as-guest         x     x      x    x      x      x       x        x         x    x    x           x        x             x     x       x            x         x     x        x      x         x
create-program-where-restricted x     -      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
administer                      x     -      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-audit                      x     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
change-program                  x     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
name-lead                       x     -      x    x      x      x       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
tick-flagship                   x     -      -    -      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
set-limits                      x     -      -    -      x      x       x        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
rank-program                    -     -      -    -      x      -       x        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
set-meetings                    x     -      x    x      x      -       x        x         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-meetings                   -     -      x    x      x      x       x        x         x    -    -           -        -             -     -       -            -         -     -        -      -         -
answer-round                    -     -      -    -      -      -       -        -         -    -    x           x        -             -     -       -            -         -     -        -      -         -
enter-absence                   x     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-team-answers               -     -      x    x      x      -       -        -         -    x    x           -        -             -     -       -            -         -     -        -      -         -
read-lead-answers               -     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-above-answers              -     -      x    x      x      x       x        x         x    -    -           -        -             -     -       -            -         -     -        -      -         -
read-digest-sources             -     -      x    x      x      -       -        x         x    -    -           -        x             -     -       -            -         -     -        -      -         -
hold-digest                     -     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-record                     -     -      x    x      x      x       x        x         x    x    -           -        -             -     -       -            -         -     -        -      -         -
add-to-record                   x     -      x    x      x      x       x        x         -    x    -           -        -             -     -       -            -         -     -        -      -         -
change-record                   x     -      x    x      x      -       -        x         -    -    -           -        -             x     -       -            x         -     -        -      -         -
import-into-record              x     -      x    x      x      -       -        x         -    -    -           -        -             -     -       -            -         -     -        -      -         -
read-own-item                   -     -      -    -      -      -       -        -         -    -    -           -        -             x     x       x            x         x     -        -      -         -
take-back-decision              -     -      -    -      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
take-decision                   -     -      -    -      -      -       -        -         -    -    -           -        -             -     x       x            -         -     -        -      -         -
decide-request                  -     -      -    -      -      -       -        -         -    -    -           -        -             -     x       -            -         -     -        -      -         -
speak-for-request               -     -      x    x      x      -       -        x         -    -    -           -        -             -     -       -            x         -     -        -      -         -
say-what-was-given              -     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            x         -     -        -      -         -
put-to-committee                -     -      x    x      x      -       -        x         -    -    -           -        -             -     x       -            -         -     -        -      -         -
vote-on-request                 -     -      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         x     -        -      -         -
move-blocker-again              -     -      x    x      x      x       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
correct-digest                  -     -      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         -     x        -      -         -
keep-stakeholder                -     -      x    x      x      -       -        -         -    -    -           -        -             x     -       -            -         -     -        -      -         -
read-case                       -     -      x    x      x      x       x        x         -    -    -           -        -             -     -       -            -         -     -        -      x         -
edit-case                       -     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
approve-case                    -     -      x    x      x      x       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
choose-sponsor                  -     -      x    x      x      -       -        -         -    -    -           -        -             -     -       -            -         -     -        -      -         -
score-candidates                -     -      -    -      -      -       -        -         -    -    -           -        -             -     -       -            -         -     -        x      -         -
`;

const [header = "", ...lines] = TABLE.trim().split("\n");
const columns = header.trim().split(/\s+/);
const rows = lines.map((line) => line.trim().split(/\s+/));
const cases = rows.flatMap(([action = "", ...marks]) =>
  columns.map((column, index) => [column, marks[index] === "x" ? "may" : "may not", action] as const),
);

function standingsIn(column: string): Standing[] {
  return STANDINGS.filter((standing) => standing === column);
}

const isAction = (name: string): name is Action => name in RIGHTS;

function actionOf(name: string): Action {
  if (!isAction(name)) throw new Error(`There is no action ${name}.`);
  return name;
}

describe("rights", () => {
  it("are stated here for every standing and every action", () => {
    expect(columns).toEqual([...STANDINGS, "nobody"]);
    expect(rows.map(([action]) => action).sort()).toEqual(Object.keys(RIGHTS).sort());
  });

  it.each(cases)("%s %s %s", (standing, allowed, action) => {
    expect(may(standingsIn(standing), actionOf(action))).toBe(allowed === "may");
  });

  it("of somebody in several seats are those of each together", () => {
    for (const one of STANDINGS)
      for (const other of STANDINGS)
        for (const [action = ""] of rows) {
          const either = may([one], actionOf(action)) || may([other], actionOf(action));
          expect(may([one, other], actionOf(action)), `${one} and ${other}: ${action}`).toBe(either);
        }
  });

  it.each([
    ["team", "read-team-answers"],
    ["lead", "read-lead-answers"],
    ["above", "read-above-answers"],
  ] as const)("to answers for the %s are %s", (disclosure, action) => {
    expect(readingRight(disclosure)).toBe(action);
  });

  it("to create a program is every member's, until an admin opens it to guests or restricts it to admins", () => {
    expect(creationRight("anyone")).toBe("create-program");
    expect(creationRight("guests-too")).toBe("create-program-as-guest");
    expect(creationRight("admins")).toBe("create-program-where-restricted");
  });
});
