/** The form of a program, between what Slack shows and what the use cases take. */
import type { WebClient } from "@slack/web-api";
import { whyNotAsked } from "../people/rules-answering.ts";
import { type Person, peopleByIds, readerOf } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { shorten } from "../platform/slack/blocks.ts";
import { type MemberList, type MemberPage, readMemberPage } from "../platform/slack/member-lists.ts";
import { languageOf, number, type Reader, textsFor } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { FLAGSHIP, fieldOfRole, type ProgramFields, seatingOf } from "./blocks-form.ts";
import { channelToRead, checkChannel } from "./channels.ts";
import { labelsInWords } from "./profile/blocks.ts";
import { NO_PROFILE, type Profile, readLabels } from "./profile/rules.ts";
import { budgetInWords, EXAMPLE_AMOUNT, readBudget } from "./profile/rules-budget.ts";
import { profileTexts } from "./profile/texts.ts";
import { profilesAt } from "./profile/use-cases.ts";
import { programTexts } from "./texts.ts";
import { type Program, refuseWhoCannotAnswer } from "./use-cases.ts";
import { type ProgramForm, seatsToShow } from "./use-cases-changes.ts";

/** Finds the person behind a Slack user id, or asks Slack. */
export type PersonOf = (slackUserId: string) => Promise<Person>;

/** A program as its form shows it. */
export async function fieldsOf(
  db: Db,
  program: Program,
  stamps: Pick<Services, "clock">,
  reader: Reader,
): Promise<ProgramFields> {
  const seats = await seatsToShow(db, program, stamps);
  const people = await peopleByIds(
    db,
    program.workspace_id,
    seats.map((seat) => seat.person_id),
  );
  const { workspace_id: workspaceId, id } = program;
  const profile = (await profilesAt(db, workspaceId, stamps.clock.now(), [id])).get(id) ?? NO_PROFILE;
  const inRole = (role: string) =>
    seats
      .filter((seat) => seat.role === role)
      .flatMap((seat) => people.find((person) => person.id === seat.person_id)?.slack_user_id ?? []);
  return {
    title: program.title,
    shortKey: program.short_key,
    purpose: program.purpose,
    benefits: program.benefits,
    lead: inRole("lead")[0] ?? null,
    deputy: inRole("deputy")[0] ?? null,
    sponsors: inRole("sponsor"),
    steering: inRole("steering"),
    team: inRole("team"),
    channel: program.channel_id,
    starts: program.starts_on,
    ends: program.ends_on,
    labels: labelsInWords(reader, profile.labels).join("\n"),
    budget: profile.budget === null ? "" : budgetInWords(reader, profile.budget),
    visibility: program.visibility,
    flagship: program.flagship === 1 ? [FLAGSHIP] : [],
  };
}

/** What the use cases take, or what is wrong, by its field. `before`: the program as it is, or null. */
export async function checkProgramForm(
  actor: Person,
  fields: ProgramFields,
  {
    before,
    personOf,
    client,
    today,
    checkKey,
  }: {
    before: ProgramFields | null;
    personOf: PersonOf;
    client: WebClient;
    /** In the zone of the actor. */
    today: LocalDate;
    checkKey: (shortKey: string) => Promise<void>;
  },
): Promise<{ form: ProgramForm } | { errors: Record<string, string> }> {
  const reader = readerOf(actor);
  const texts = textsFor(programTexts, reader).fieldErrors;
  const errors: Record<string, string> = {};
  const catching = async (field: string, check: () => unknown) => {
    const refusal = await refusalOf(languageOf(reader.locale), check);
    if (refusal !== null) errors[field] ??= refusal;
  };
  if (fields.title === "") errors.title = texts.required;
  if (fields.lead === null) errors.lead = texts.required;
  if (fields.starts !== null && fields.ends !== null && fields.ends < fields.starts) errors.ends = texts.endBeforeStart;
  const known = before ? seatingOf(before) : [];
  const seats = [];
  for (const { role, slackId } of seatingOf(fields)) {
    const person = await personOf(slackId);
    seats.push({ role, person });
    // Who has left Slack may keep a seat until somebody else takes it, but gets no new one.
    if (known.some((seat) => seat.role === role && seat.slackId === slackId)) continue;
    await catching(fieldOfRole(role), () => refuseWhoCannotAnswer(person));
  }
  const shortKey = fields.shortKey.trim().toUpperCase();
  if (shortKey !== "") await catching("shortKey", () => checkKey(shortKey));
  const { channel } = fields;
  if (channel !== null) await catching("channel", () => checkChannel(client, channel));
  const profile = readProfile(reader, fields, before, today);
  if ("errors" in profile) Object.assign(errors, profile.errors);
  if ("errors" in profile || Object.keys(errors).length > 0) return { errors };
  const { title, purpose, benefits, starts: startsOn, ends: endsOn, visibility } = fields;
  return {
    form: {
      title,
      shortKey,
      purpose,
      benefits,
      startsOn,
      endsOn,
      visibility,
      flagship: fields.flagship.includes(FLAGSHIP),
      channelId: channel,
      seats,
      ...profile.read,
    },
  };
}

/** What is as it was shown is left out: nobody typed it. */
function readProfile(
  reader: Reader,
  { labels, budget }: ProgramFields,
  before: ProgramFields | null,
  today: LocalDate,
): { read: Partial<Profile> } | { errors: Record<string, string> } {
  const texts = textsFor(profileTexts, reader);
  const read: Partial<Profile> = {};
  const errors: Record<string, string> = {};
  if (labels.trim() !== (before?.labels ?? "")) {
    const said = readLabels(labels);
    if ("problem" in said)
      errors.labels = texts.wrongLabel[said.problem.why](shorten(said.problem.line, LONGEST_QUOTED));
    else read.labels = said.labels;
  }
  if (budget.trim() !== (before?.budget ?? "")) {
    const said = budget.trim() === "" ? { budget: null } : readBudget(budget, { ...reader, today });
    if ("problem" in said) errors.budget = texts.wrongBudget[said.problem](number(reader, EXAMPLE_AMOUNT));
    else read.budget = said.budget;
  }
  return Object.keys(errors).length > 0 ? { errors } : { read };
}

const LONGEST_QUOTED = 100;

/** Beyond that it is no working team. */
const MOST_PEOPLE = 600;

/**
 * The people of a channel or user group who can be asked, as Slack user ids, and how many others it has.
 * Throws CHANNEL_UNKNOWN, CHANNEL_ARCHIVED.
 */
export async function peopleOfList(
  client: WebClient,
  list: MemberList,
  personOf: PersonOf,
): Promise<{ slackIds: string[]; left: number }> {
  if (list.kind === "channel") await channelToRead(client, list.id);
  const slackIds: string[] = [];
  let left = 0;
  let cursor: string | null = null;
  do {
    const page: MemberPage = await readMemberPage(client, list, cursor);
    for (const slackId of page.slackIds) {
      const person = await personOf(slackId);
      if (whyNotAsked(person, { isChosen: false }) === null) slackIds.push(slackId);
      else left += 1;
    }
    cursor = page.nextCursor;
  } while (cursor !== null && slackIds.length < MOST_PEOPLE);
  return { slackIds, left };
}
