/** Who has which part in which program, in words for the page and as data for its tour. */
import type { DrumbeatApp } from "../app/app.ts";
import { peopleByIds } from "../people/people.ts";
import { type Language, ofName } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { runningPrograms } from "../programs/programs.ts";
import { isActiveOn } from "../programs/seats.ts";
import type { SeatRole } from "../programs/table.ts";
import { seatsOf } from "../setup/setup-file.ts";
import type { Scenario } from "./scenario.ts";

/** What somebody is in a program. */
export interface Role {
  role: SeatRole;
  /** The title of the program. */
  program: string;
}

/** As the tour of the page names somebody; `none`: whoever is in no program. */
export type Seat = Role["role"] | "none";

/** By handle; whoever is in no program is not there. */
export type Roles = Record<string, Role[]>;

/** In the order of the programs; it changes as people make and change programs. */
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

const en = {
  lead: (programs: string) => `lead of ${programs}`,
  deputy: (programs: string) => `deputy of ${programs}`,
  sponsor: (programs: string) => `sponsor of ${programs}`,
  steering: (programs: string) => `steering committee of ${programs}`,
  secretary: (programs: string) => `secretary of ${programs}`,
  team: (programs: string) => `team of ${programs}`,
  programs: (count: number) => `${count} programs`,
};

const fr: typeof en = {
  lead: (programs) => `responsable ${ofName(programs)}`,
  deputy: (programs) => `adjoint ${ofName(programs)}`,
  sponsor: (programs) => `sponsor ${ofName(programs)}`,
  steering: (programs) => `comité de pilotage ${ofName(programs)}`,
  secretary: (programs) => `secrétariat ${ofName(programs)}`,
  team: (programs) => `équipe ${ofName(programs)}`,
  programs: (count) => `${count} programmes`,
};

const roleTexts: Record<Language, typeof en> = { en, fr };
const NAMED = 2;
const ORDER = ["lead", "deputy", "sponsor", "steering", "secretary", "team"] as const;

/**
 * `lead of Loyalty journeys · team of 3 programs`: each role once, up to two programs by their names. Whoever leads a
 * program is of its team besides, which goes without saying.
 */
export function roleWords(language: Language, roles: readonly Role[]): string {
  const texts = roleTexts[language];
  const led = new Set(roles.filter(({ role }) => role === "lead" || role === "deputy").map(({ program }) => program));
  const shown = roles.filter(({ role, program }) => role !== "team" || !led.has(program));
  return ORDER.flatMap((role) => {
    const programs = shown.filter((each) => each.role === role).map(({ program }) => program);
    if (programs.length === 0) return [];
    return texts[role](programs.length > NAMED ? texts.programs(programs.length) : programs.join(", "));
  }).join(" · ");
}
