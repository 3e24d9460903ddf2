/** Who has which part in which program, in words for the page and as data for its tour. */
import type { DrumbeatApp } from "../app/app.ts";
import { peopleByIds } from "../people/people.ts";
import { type Language, ofName } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { runningPlaces } from "../programs/programs.ts";
import { isActiveOn } from "../programs/seats.ts";
import type { SeatRole } from "../programs/table.ts";
import { seatsOf, seatsOfPortfolio } from "../setup/setup-file.ts";
import type { Scenario } from "./scenario.ts";

/** What somebody is in a program; `body`: of the committee of a portfolio. */
export interface Role {
  role: SeatRole | "body";
  /** The title of the program or portfolio. */
  program: string;
}

/** As the tour of the page names somebody; `none`: whoever is in no program. */
export type Seat = Role["role"] | "none";

/** By handle; whoever is in no program is not there. */
export type Roles = Record<string, Role[]>;

/** In the order of the programs; it changes as people make and change them. */
export async function rolesNow({ services, workspace }: Pick<DrumbeatApp, "services" | "workspace">): Promise<Roles> {
  const { db, clock } = services;
  const today = localDateOf(clock.now(), "UTC");
  const running = await runningPlaces(db, workspace.id);
  const ids = [...new Set(running.flatMap(({ seats }) => seats.map((seat) => seat.person_id)))];
  const handles = new Map((await peopleByIds(db, workspace.id, ids)).map(({ id, handle }) => [id, handle]));
  return byHandle(
    running.flatMap(({ program: { kind, title }, seats }) =>
      seats.flatMap((seat) => {
        const person = handles.get(seat.person_id);
        if (person === undefined || !isActiveOn(seat, today)) return [];
        return { person, role: seat.role, isOfPortfolio: kind === "portfolio", title };
      }),
    ),
  );
}

/** As a scenario file has them. */
export function rolesInStory({ programs, portfolios }: Pick<Scenario, "programs" | "portfolios">): Roles {
  return byHandle([
    ...programs.flatMap((program) =>
      seatsOf(program).map((seat) => ({ ...seat, isOfPortfolio: false, title: program.title })),
    ),
    ...portfolios.flatMap((portfolio) =>
      seatsOfPortfolio(portfolio).map((seat) => ({ ...seat, isOfPortfolio: true, title: portfolio.title })),
    ),
  ]);
}

function byHandle(seats: readonly { person: string; role: SeatRole; isOfPortfolio: boolean; title: string }[]): Roles {
  const roles = new Map<string, Role[]>();
  for (const { person, role, isOfPortfolio, title } of seats) {
    const held = isOfPortfolio && role === "steering" ? "body" : role;
    roles.set(person, [...(roles.get(person) ?? []), { role: held, program: title }]);
  }
  return Object.fromEntries(roles);
}

const en = {
  lead: (programs: string) => `lead of ${programs}`,
  deputy: (programs: string) => `deputy of ${programs}`,
  sponsor: (programs: string) => `sponsor of ${programs}`,
  steering: (programs: string) => `steering committee of ${programs}`,
  body: (portfolios: string) => `committee of the ${portfolios} portfolio`,
  bodies: (count: number) => `committees of ${count} portfolios`,
  secretary: (programs: string) => `secretary of ${programs}`,
  team: (programs: string) => `team of ${programs}`,
  programs: (count: number) => `${count} programs`,
};

const fr: typeof en = {
  lead: (programs) => `responsable ${ofName(programs)}`,
  deputy: (programs) => `adjoint ${ofName(programs)}`,
  sponsor: (programs) => `sponsor ${ofName(programs)}`,
  steering: (programs) => `comité de pilotage ${ofName(programs)}`,
  body: (portfolios) => `comité du portefeuille ${portfolios}`,
  bodies: (count) => `comités de ${count} portefeuilles`,
  secretary: (programs) => `secrétariat ${ofName(programs)}`,
  team: (programs) => `équipe ${ofName(programs)}`,
  programs: (count) => `${count} programmes`,
};

const roleTexts: Record<Language, typeof en> = { en, fr };
const NAMED = 2;
const ORDER = ["lead", "deputy", "sponsor", "steering", "body", "secretary", "team"] as const;

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
    if (role === "body") return programs.length > 1 ? texts.bodies(programs.length) : texts.body(programs.join());
    return texts[role](programs.length > NAMED ? texts.programs(programs.length) : programs.join(", "));
  }).join(" · ");
}
