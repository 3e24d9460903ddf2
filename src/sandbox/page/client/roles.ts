/** What people are in which programs, fetched when the page opens, when one becomes somebody else, and when asked. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Role, Roles, ShownPerson } from "./wire.ts";
import type { Words } from "./words.ts";

export type RolesOf = (person: Pick<ShownPerson, "handle">) => readonly Role[];

export function useRoles(handle: string): { rolesOf: RolesOf; refresh(): void } {
  const [roles, setRoles] = useState<Roles>({});
  const refresh = useCallback(() => {
    fetch("/page/roles")
      .then(async (answer) => answer.ok && setRoles(await answer.json()))
      // The page says by itself that the sandbox cannot be reached; the names do without roles until then.
      .catch(() => undefined);
  }, []);
  useEffect(refresh, [handle, refresh]);
  return { rolesOf: (person) => roles[person.handle] ?? [], refresh };
}

const NAMED = 2;
const ORDER = ["lead", "deputy", "sponsor", "steering", "team"] as const;

/**
 * `lead of Loyalty journeys · team of 3 programs`: each role once, up to two programs by their names. Whoever leads a
 * program is of its team besides, which goes without saying.
 */
export function roleWords(words: Words, roles: readonly Role[]): string {
  const led = new Set(roles.filter(({ role }) => role === "lead" || role === "deputy").map(({ program }) => program));
  const told = roles.filter(({ role, program }) => role !== "team" || !led.has(program));
  return ORDER.flatMap((role) => {
    const programs = told.filter((each) => each.role === role).map(({ program }) => program);
    if (programs.length === 0) return [];
    return words.roles[role](programs.length > NAMED ? words.roles.programs(programs.length) : programs.join(", "));
  }).join(" · ");
}
