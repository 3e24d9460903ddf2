/** Who sits in a program and whom a cadence asks, at any moment to come. Pure. */
import { audienceAmong } from "../cadences/audience/people.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import type { Seated } from "../check-ins/late/rules.ts";
import type { Instant } from "../platform/clock.ts";
import { localDateOf } from "../platform/time.ts";
import { isActiveOn } from "../programs/rules-program.ts";
import type { Seat } from "../programs/use-cases.ts";
import type { KnownPerson, World } from "./world.ts";

export interface Audience {
  asked: KnownPerson[];
  ids: ReadonlySet<string>;
  notAsked: { person: KnownPerson; because: string }[];
}

export function createSeating(world: World) {
  const audiences = new Map<string, { date: string; audience: Audience }>();

  /** Who is asked when something happens at `at`: seats hold by the day in UTC. */
  function audienceAt(cadence: Cadence, at: Instant): Audience {
    const date = localDateOf(at, "UTC");
    const remembered = audiences.get(cadence.id);
    if (remembered?.date === date) return remembered.audience;
    const seats = seatsOn(cadence.program_id, date);
    const opted = world.optOuts.get(cadence.id);
    const members = audienceAmong(cadence.audience, seats, world.bySource, world.people).map(({ person, because }) => ({
      person,
      because: because ?? (opted?.has(person.id) ? "opted-out" : null),
    }));
    const asked = members.filter(({ because }) => because === null).map(({ person }) => person);
    const notAsked = members.flatMap(({ person, because }) => (because === null ? [] : [{ person, because }]));
    const audience = { asked, ids: new Set(asked.map(({ id }) => id)), notAsked };
    audiences.set(cadence.id, { date, audience });
    return audience;
  }

  function seatsOn(programId: string, date: string): Seat[] {
    return world.programs.get(programId)?.seats.filter((seat) => isActiveOn(seat, date)) ?? [];
  }

  function leadsAt(programId: string, at: Instant): string[] {
    const leads = seatsOn(programId, localDateOf(at, "UTC")).filter(({ role }) => role === "lead");
    return [...new Set(leads.map(({ person_id }) => person_id))];
  }

  /** Those whose holders can still be asked. */
  function seatsAt(programId: string, at: Instant): Seat[] {
    const seats = seatsOn(programId, localDateOf(at, "UTC"));
    return seats.filter(({ person_id }) => world.people.get(person_id)?.is_deactivated === 0);
  }

  function seatedAt(programId: string, at: Instant): Seated {
    return { seats: seatsAt(programId, at), admins: world.admins };
  }

  return { audienceAt, seatsOn, leadsAt, seatsAt, seatedAt };
}
