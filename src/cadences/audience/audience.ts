import { z } from "zod";
import { problem } from "../../platform/texts/input-problems.ts";
import type { SeatRole } from "../../programs/table.ts";

const ROLES_OF_WORD = {
  lead: ["lead"],
  deputy: ["deputy"],
  sponsors: ["sponsor"],
  steering: ["steering"],
  team: ["team"],
  everyone: ["lead", "deputy", "sponsor", "steering", "team"],
} as const satisfies Record<string, readonly SeatRole[]>;

/** A body of the program, or all: the current holders of its seats. */
export type AudienceWord = keyof typeof ROLES_OF_WORD;

/**
 * An `AudienceWord`, a channel or user group (`channel:C…`, `group:S…`; in files by name or handle), or a person (id;
 * in files the handle). A word wins over a handle.
 */
export type AudienceMember = string;

export interface AudienceSource {
  kind: "channel" | "group";
  /** Slack's id; in files the channel's name or group's handle. */
  id: string;
}

/** Schema of a cadence's audience. */
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

/** Readers of the digests that a cadence feeds. Digests follow seats: no channels or groups. */
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

/** `#name` or `@handle`. */
export function sourceName({ kind, name }: { kind: AudienceSource["kind"]; name: string }): string {
  return kind === "channel" ? `#${name}` : `@${name}`;
}

export function isNamedPerson(member: AudienceMember): boolean {
  return !isAudienceWord(member) && sourceOf(member) === null;
}

export function rolesOf(word: AudienceWord): readonly SeatRole[] {
  return ROLES_OF_WORD[word];
}

/**
 * The people of an audience, unique, in order. `seats`: current ones. `person`, named members and `bySource` use the
 * same terms: handles or ids.
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

/** Whether answers of a cadence go into digests above. */
export function feedsAbove({
  rule,
  readers,
}: {
  rule: { every: string };
  readers: readonly AudienceMember[];
}): boolean {
  return rule.every !== "day" && isReadAbove(readers);
}

/** Whether one of these readers is above the program. */
export function isReadAbove(readers: readonly AudienceMember[]): boolean {
  return readers.some((reader) => ABOVE.includes(reader) || isNamedPerson(reader));
}
