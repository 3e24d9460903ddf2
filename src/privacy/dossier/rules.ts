/** What of the settings goes beyond what was handed over last: pure. */

import { z } from "zod";
import type { Question } from "../../cadences/questions/questions.ts";
import type { WrittenRule } from "../../cadences/recurrence/rule.ts";
import { minutesBetween } from "../../people/rules-hours.ts";
import { RETAINED, type Retained, type Retention, retentionWith } from "../../people/rules-retention.ts";
import { WHO_MAY_CREATE } from "../../people/rules-rights.ts";
import { WEEKDAYS, type Weekday } from "../../platform/time.ts";
import type { Beyond } from "../../settings/events.ts";

const checkInSchema = z.strictObject({
  id: z.string(),
  program: z.string(),
  name: z.strictObject({ en: z.string(), fr: z.string() }),
  /** How often somebody is asked, at most. */
  perYear: z.number(),
  /** As `AudienceMember`. */
  audience: z.array(z.string()),
  readers: z.array(z.string()),
  disclosure: z.enum(["team", "lead", "executive"]),
  /** Everybody in the workspace sees its program, and so its team's answers. */
  isOpenToAll: z.boolean(),
  /** In which a summary of its team's answers is posted, by Slack's id; null: none. */
  channel: z.string().nullable(),
  isRequired: z.boolean(),
  /** How many questions are answered in words of one's own. */
  texts: z.number(),
});
export type CheckInSettings = z.infer<typeof checkInSchema>;

/** The settings that a dossier tells, as they were. */
export const snapshotSchema = z.strictObject({
  hours: z.strictObject({ from: z.string(), until: z.string() }),
  areHoursLocked: z.boolean(),
  allowsUrgent: z.boolean(),
  messagesCome: z.string(),
  workingWeek: z.array(z.enum(WEEKDAYS)),
  whoMayCreate: z.enum(WHO_MAY_CREATE),
  // Of a kind that had no term of its own as it was handed over, that which it came with.
  retention: z.partialRecord(z.enum(RETAINED), z.int()).transform(retentionWith),
  checkIns: z.array(checkInSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** As it was kept: earlier versions told less, which is taken to be as it is `now`, before it is changed. */
export function keptSnapshot(json: unknown, now: Snapshot): Snapshot {
  const { checkIns, retention, ...told } = z
    .looseObject({ retention: z.looseObject({}), checkIns: z.array(z.looseObject({ id: z.string() })) })
    .parse(json);
  const known = new Map(now.checkIns.map((checkIn) => [checkIn.id, checkIn]));
  const { checkIns: _, ...settings } = now;
  return snapshotSchema.parse({
    ...settings,
    ...told,
    retention: { ...now.retention, ...retention },
    checkIns: checkIns.map((checkIn) => {
      const { isOpenToAll = false, channel = null } = known.get(checkIn.id) ?? {};
      return { isOpenToAll, channel, ...checkIn };
    }),
  });
}

/** `checkIn`: which, as it is called now. */
export type Finding =
  | { what: "hours"; was: Snapshot["hours"]; now: Snapshot["hours"] }
  | { what: "urgent" | "as-they-happen" | "hours-locked" }
  | { what: "working-week"; days: Weekday[] }
  | { what: "who-may-create"; now: Snapshot["whoMayCreate"] }
  | { what: "retention"; kind: Retained; was: number; now: number }
  | { what: "new"; checkIn: CheckInSettings }
  | { what: "more-often"; checkIn: CheckInSettings; was: number; now: number }
  | { what: OfCheckIn; checkIn: CheckInSettings }
  | { what: "more-text"; checkIn: CheckInSettings; was: number; now: number };

type OfCheckIn = "more-people" | "more-digests" | "disclosure" | "open-to-all" | "channel" | "required";

export function goesBeyond(handedOver: Snapshot, now: Snapshot): Finding[] {
  return [
    ...beyondHours(handedOver, now),
    ...(now.areHoursLocked && !handedOver.areHoursLocked ? [{ what: "hours-locked" as const }] : []),
    ...(now.allowsUrgent && !handedOver.allowsUrgent ? [{ what: "urgent" as const }] : []),
    ...(now.messagesCome === "as-they-happen" && handedOver.messagesCome !== now.messagesCome
      ? [{ what: "as-they-happen" as const }]
      : []),
    ...beyondWeek(handedOver, now),
    ...(WIDER.indexOf(now.whoMayCreate) > WIDER.indexOf(handedOver.whoMayCreate)
      ? [{ what: "who-may-create" as const, now: now.whoMayCreate }]
      : []),
    ...beyondRetention(handedOver.retention, now.retention),
    ...now.checkIns.flatMap((checkIn) => {
      const before = handedOver.checkIns.find(({ id }) => id === checkIn.id);
      return before ? beyondCheckIn(before, checkIn) : [{ what: "new" as const, checkIn }];
    }),
  ];
}

/** Which setting of the workspace or of a program it is; null: it is of a check-in. */
export function settingIn(finding: Finding): Beyond["setting"] {
  switch (finding.what) {
    case "hours":
      return "hours";
    case "hours-locked":
      return "areHoursLocked";
    case "working-week":
      return "workingWeek";
    case "who-may-create":
      return "whoMayCreate";
    case "open-to-all":
      return "visibility";
    case "channel":
      return "channelId";
    case "urgent":
      return "allowsUrgent";
    case "as-they-happen":
      return "messagesCome";
    case "retention":
      return finding.kind;
    default:
      return null;
  }
}

/** Any minute of the day that was not within the hours before. */
function beyondHours({ hours: was }: Snapshot, { hours: now }: Snapshot): Finding[] {
  const long = minutesBetween(now.from, now.until);
  const isWithin =
    (was.from === now.from && was.until === now.until) ||
    minutesBetween(was.from, now.from) + long <= minutesBetween(was.from, was.until);
  return isWithin ? [] : [{ what: "hours", was, now }];
}

/** From the fewest to the most. */
const WIDER: readonly Snapshot["whoMayCreate"][] = ["admins", "anyone", "guests-too"];

function beyondWeek({ workingWeek: was }: Snapshot, { workingWeek: now }: Snapshot): Finding[] {
  const days = now.filter((day) => !was.includes(day));
  return days.length === 0 ? [] : [{ what: "working-week", days }];
}

export function beyondRetention(was: Retention, now: Retention): Finding[] {
  return RETAINED.flatMap((kind) =>
    now[kind] > was[kind] ? [{ what: "retention" as const, kind, was: was[kind], now: now[kind] }] : [],
  );
}

function beyondCheckIn(was: CheckInSettings, now: CheckInSettings): Finding[] {
  const isWider = (members: readonly string[], before: readonly string[]) =>
    members.some((member) => !before.includes(member) && !before.includes("everyone"));
  const found = (what: OfCheckIn, isFound: boolean): Finding[] => (isFound ? [{ what, checkIn: now }] : []);
  // Who else reads what a team answers by then is said with it.
  const isTeams = now.disclosure === "team" && was.disclosure === "team";
  return [
    ...(now.perYear > was.perYear
      ? [{ what: "more-often" as const, checkIn: now, was: was.perYear, now: now.perYear }]
      : []),
    ...found("more-people", isWider(now.audience, was.audience)),
    ...found("more-digests", isWider(now.readers, was.readers)),
    // None of the others is wholly within another; the leads alone are within all.
    ...found("disclosure", now.disclosure !== was.disclosure && now.disclosure !== "lead"),
    ...found("open-to-all", isTeams && now.isOpenToAll && !was.isOpenToAll),
    ...found("channel", isTeams && now.channel !== null && now.channel !== was.channel),
    ...found("required", now.isRequired && !was.isRequired),
    ...(now.texts > was.texts ? [{ what: "more-text" as const, checkIn: now, was: was.texts, now: now.texts }] : []),
  ];
}

/** As it was handed over, but for what is changed now: what else has changed since is another matter. */
export function withChange(
  { checkIns, ...rest }: Snapshot,
  change: Partial<Omit<Snapshot, "checkIns">> & { checkIn?: CheckInSettings },
): Snapshot {
  const { checkIn, ...settings } = change;
  return {
    ...rest,
    ...settings,
    checkIns: checkIn ? [...checkIns.filter(({ id }) => id !== checkIn.id), checkIn] : checkIns,
  };
}

/** With a program open to others, or its team's answers summed up elsewhere. `checkInIds`: those of the program. */
export function withProgram(
  { checkIns, ...rest }: Snapshot,
  { checkInIds, ...program }: Pick<CheckInSettings, "isOpenToAll" | "channel"> & { checkInIds: ReadonlySet<string> },
): Snapshot {
  return { ...rest, checkIns: checkIns.map((each) => (checkInIds.has(each.id) ? { ...each, ...program } : each)) };
}

const WEEKS = 52;

/** How often a rule asks in a year, at most. */
export function timesAYear(rule: WrittenRule): number {
  switch (rule.every) {
    case "day":
    case "week":
      return Math.ceil(((rule.on?.length ?? WEEKDAYS.length) * WEEKS) / (rule.interval ?? 1));
    case "month":
      return 12;
    case "quarter":
      return 4;
    case "year":
      return 1;
  }
}

const IN_WORDS = ["text", "long-text", "health"];

export function textsAmong(questions: readonly Pick<Question, "type">[]): number {
  return questions.filter(({ type }) => IN_WORDS.includes(type)).length;
}
