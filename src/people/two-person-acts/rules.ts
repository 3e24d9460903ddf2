import type { Instant } from "../../platform/clock.ts";
import type { TwoPersonActKind, TwoPersonActTable } from "./table.ts";

/** Done to one person's data, who sees it from the beginning. */
export const ABOUT_ONE: readonly TwoPersonActKind[] = ["erase", "export-person"];

interface Somebody {
  id: string;
}

/**
 * Whose word it waits for: who looks after people's data; where there is nobody but whoever asked, another admin.
 * Neither whoever asked nor whom it is about.
 */
export function secondsFor(
  act: Pick<TwoPersonActTable, "kind" | "subject" | "asked_by">,
  { dataProtection, admins }: { dataProtection: readonly Somebody[]; admins: readonly Somebody[] },
): string[] {
  const isOther = ({ id }: Somebody) => id !== act.asked_by && !(ABOUT_ONE.includes(act.kind) && id === act.subject);
  const named = dataProtection.filter(isOther);
  return (named.length > 0 ? named : admins.filter(isOther)).map(({ id }) => id);
}

/** Somebody asks for a copy of their own data: nobody else is to agree. */
export function isOwnCopy({
  kind,
  subject,
  asked_by,
}: Pick<TwoPersonActTable, "kind" | "subject" | "asked_by">): boolean {
  return kind === "export-person" && asked_by === subject;
}

/** What has come of it by `now`: what nobody agreed to, or nobody did, before its end has lapsed. */
export function stateAt(act: Pick<TwoPersonActTable, "state" | "ends_at">, now: Instant): TwoPersonActTable["state"] {
  return (act.state === "asked" || act.state === "agreed") && act.ends_at <= now ? "lapsed" : act.state;
}
