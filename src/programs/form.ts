/** The form of a program, between what Slack shows and what the use cases take. */
import type { WebClient } from "@slack/web-api";
import { whyNotAsked } from "../people/rules-answering.ts";
import { type Person, peopleByIds, readerOf } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { shorten } from "../slack/blocks.ts";
import { type MemberList, type MemberPage, readMemberPage } from "../slack/member-lists.ts";
import { FLAGSHIP, fieldOfRole, type ProgramFields, seatingOf } from "./blocks-form.ts";
import { channelToRead, checkChannel } from "./channels.ts";
import { type Label, labelsInWords, labelsOf, readLabels } from "./labels.ts";
import { programTexts } from "./texts.ts";
import { labelTexts } from "./texts-labels.ts";
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
    labels: labelsInWords(reader, labelsOf(program)).join("\n"),
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
    checkKey,
  }: {
    before: ProgramFields | null;
    personOf: PersonOf;
    client: WebClient;
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
  const labels = typedLabels(reader, fields, before);
  if ("error" in labels) errors.labels = labels.error;
  if ("error" in labels || Object.keys(errors).length > 0) return { errors };
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
      ...labels,
    },
  };
}

/** What is as it was shown is left out: nobody typed it. */
function typedLabels(
  reader: Reader,
  { labels }: ProgramFields,
  before: ProgramFields | null,
): { labels?: Label[] } | { error: string } {
  if (labels.trim() === (before?.labels ?? "")) return {};
  const read = readLabels(labels);
  if ("labels" in read) return read;
  const { why, line } = read.problem;
  return { error: textsFor(labelTexts, reader).wrongLabel[why](shorten(line, LONGEST_QUOTED)) };
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
