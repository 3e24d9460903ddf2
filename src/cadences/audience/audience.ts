import { z } from "zod";
import type { SeatRole } from "../../programs/table.ts";
import { problem } from "../recurrence/input-problems.ts";

const ROLES_OF_WORD = {
  lead: ["lead"],
  deputy: ["deputy"],
  sponsors: ["sponsor"],
  steering: ["steering"],
  team: ["team"],
  everyone: ["lead", "deputy", "sponsor", "steering", "team"],
} as const satisfies Record<string, readonly SeatRole[]>;

/** A body of the program, or all of them: whoever holds a seat in it at that time. */
export type AudienceWord = keyof typeof ROLES_OF_WORD;

/**
 * An `AudienceWord`; whoever is in a channel or a user group (`channel:C…`, `group:S…`, in files by name and handle);
 * or one person: the handle in files, the person id in the database. A word wins over a handle.
 */
export type AudienceMember = string;

/** A channel or user group of Slack whose members are asked. */
export interface AudienceSource {
  kind: "channel" | "group";
  /** Slack's id; in files the name of the channel, the handle of the group. */
  id: string;
}

/** Who answers a cadence. */
export const audienceSchema = z
  .array(z.string().min(1))
  .min(1)
  .superRefine((members, context) => {
    for (const [index, member] of members.entries())
      if (members.indexOf(member) < index)
        context.addIssue({
          code: "custom",
          path: [index],
          message: problem({ en: `${member} is there twice`, fr: `${member} y figure deux fois` }),
        });
  });

/** Whose digests a cadence feeds: those follow seats, so neither channels nor groups are among them. */
export const readersSchema = audienceSchema.superRefine((members, context) => {
  for (const [index, member] of members.entries())
    if (sourceOf(member))
      context.addIssue({
        code: "custom",
        path: [index],
        message: problem({
          en: "digests go to seats and people, not to a channel or group",
          fr: "les synthèses vont à des rôles et à des personnes, et non à un canal ou à un groupe",
        }),
      });
});

export function isAudienceWord(member: AudienceMember): member is AudienceWord {
  return Object.hasOwn(ROLES_OF_WORD, member);
}

export function sourceOf(member: AudienceMember): AudienceSource | null {
  const [, kind, id] = /^(channel|group):(.+)$/.exec(member) ?? [];
  return (kind === "channel" || kind === "group") && id !== undefined ? { kind, id } : null;
}

export function sourceMember({ kind, id }: AudienceSource): AudienceMember {
  return `${kind}:${id}`;
}

/** As people write it in Slack. */
export function sourceName({ kind, name }: { kind: AudienceSource["kind"]; name: string }): string {
  return kind === "channel" ? `#${name}` : `@${name}`;
}

/** One person, and neither a body nor those of a channel or group. */
export function isNamedPerson(member: AudienceMember): boolean {
  return !isAudienceWord(member) && sourceOf(member) === null;
}

export function rolesOf(word: AudienceWord): readonly SeatRole[] {
  return ROLES_OF_WORD[word];
}

/**
 * The people of an audience, each once, in its order. `seats` are those of the program that hold now; their `person`,
 * the members that name one, and those that `bySource` gives for a channel or group are in the same terms (handles, or
 * ids).
 */
export function resolveAudience(
  audience: readonly AudienceMember[],
  seats: readonly { role: SeatRole; person: string }[],
  bySource: ReadonlyMap<AudienceMember, readonly string[]> = new Map(),
): string[] {
  const people = audience.flatMap((member) => {
    if (sourceOf(member)) return bySource.get(member) ?? [];
    if (!isAudienceWord(member)) return [member];
    const roles = rolesOf(member);
    return seats.filter((seat) => roles.includes(seat.role)).map((seat) => seat.person);
  });
  return [...new Set(people)];
}

const ABOVE: readonly AudienceMember[] = ["sponsors", "steering", "everyone"];

/** Whether what is answered in a cadence goes into the digests of those above. */
export function feedsAbove({
  rule,
  readers,
}: {
  rule: { every: string };
  readers: readonly AudienceMember[];
}): boolean {
  return rule.every !== "day" && isReadAbove(readers);
}

/** Whether these readers are somebody above the program. */
export function isReadAbove(readers: readonly AudienceMember[]): boolean {
  return readers.some((reader) => ABOVE.includes(reader) || isNamedPerson(reader));
}
