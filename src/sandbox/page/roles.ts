/** Who has which part in which program now, for the page: it changes as people make and change programs. */
import type { DrumbeatApp } from "../../app.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import { localDateOf } from "../../platform/time.ts";
import { isActiveOn } from "../../programs/rules-program.ts";
import { runningPrograms } from "../../programs/use-cases.ts";
import { seatsOf } from "../../setup/file.ts";
import type { Scenario } from "../scenario.ts";
import type { Role, Roles } from "./client/wire.ts";

/** By handle, in the order of the programs. */
export async function rolesNow({ services, workspace }: Pick<DrumbeatApp, "services" | "workspace">): Promise<Roles> {
  const { db, clock } = services;
  const today = localDateOf(clock.now(), "UTC");
  const programs = await runningPrograms(db, workspace.id);
  const ids = [...new Set(programs.flatMap(({ seats }) => seats.map((seat) => seat.person_id)))];
  const handles = new Map((await peopleByIds(db, workspace.id, ids)).map(({ id, handle }) => [id, handle]));
  const roles = new Map<string, Role[]>();
  for (const { program, seats } of programs)
    for (const seat of seats.filter((each) => isActiveOn(each, today))) {
      const handle = handles.get(seat.person_id);
      if (handle === undefined) continue;
      roles.set(handle, [...(roles.get(handle) ?? []), { role: seat.role, program: program.title }]);
    }
  return Object.fromEntries(roles);
}

/** As a scenario file has them. */
export function rolesInStory({ programs }: Pick<Scenario, "programs">): Roles {
  const seats = programs.flatMap((program) => seatsOf(program).map((seat) => ({ ...seat, program: program.title })));
  const byHandle = Map.groupBy(seats, ({ person }) => person);
  return Object.fromEntries(
    [...byHandle].map(([handle, held]) => [handle, held.map(({ role, program }) => ({ role, program }))]),
  );
}
