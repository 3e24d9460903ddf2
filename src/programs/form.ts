/** The form of a program, between what Slack shows and what the use cases take. */
import type { WebClient } from "@slack/web-api";
import { type Person, peopleByIds, readerOf } from "../people/use-cases.ts";
import type { Db } from "../platform/database.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { blockOfRole, type ProgramFields, type ProgramFormState, seatingOf } from "./blocks-form.ts";
import { checkChannel } from "./channels.ts";
import { programTexts } from "./texts.ts";
import { type Program, refuseWhoCannotAnswer } from "./use-cases.ts";
import { type ProgramForm, seatsToShow } from "./use-cases-changes.ts";

/** Finds the person behind a Slack user id, or asks Slack. */
export type PersonOf = (slackUserId: string) => Promise<Person>;

/** A program as its form shows it. */
export async function fieldsOf(db: Db, program: Program, stamps: Pick<Services, "clock">): Promise<ProgramFields> {
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
    purpose: program.purpose,
    benefits: program.benefits,
    lead: inRole("lead")[0] ?? null,
    deputy: inRole("deputy")[0] ?? null,
    sponsors: inRole("sponsor"),
    steering: inRole("steering"),
    team: inRole("team"),
    channel: program.channel_id,
    startsOn: program.starts_on,
    endsOn: program.ends_on,
    visibility: program.visibility,
  };
}

/** What the use cases take, or what is wrong, by the block of its field. `before`: the program as it is, or null. */
export async function checkProgramForm(
  actor: Person,
  state: ProgramFormState,
  fields: ProgramFields,
  { before, personOf, client }: { before: ProgramFields | null; personOf: PersonOf; client: WebClient },
): Promise<{ form: ProgramForm } | { errors: Record<string, string> }> {
  const reader = readerOf(actor);
  const texts = textsFor(programTexts, reader).fieldErrors;
  const errors: Record<string, string> = {};
  const catching = async (block: string, check: () => unknown) => {
    const refusal = await refusalOf(languageOf(reader.locale), check);
    if (refusal !== null) errors[block] ??= refusal;
  };
  if (fields.title === "") errors.title = texts.required;
  if (fields.lead === null) errors.lead = texts.required;
  if (fields.startsOn !== null && fields.endsOn !== null && fields.endsOn < fields.startsOn)
    errors.ends = texts.endBeforeStart;
  const known = before ? seatingOf(before) : [];
  const seats = [];
  for (const { role, slackId } of seatingOf(fields)) {
    const person = await personOf(slackId);
    seats.push({ role, person });
    // Who has left Slack may keep a seat until somebody else takes it, but gets no new one.
    if (known.some((seat) => seat.role === role && seat.slackId === slackId)) continue;
    await catching(blockOfRole(role, state), () => refuseWhoCannotAnswer(person));
  }
  const { channel } = fields;
  if (channel !== null) await catching("channel", () => checkChannel(client, channel));
  if (Object.keys(errors).length > 0) return { errors };
  const { title, purpose, benefits, startsOn, endsOn, visibility } = fields;
  return { form: { title, purpose, benefits, startsOn, endsOn, visibility, channelId: channel, seats } };
}

const PEOPLE_ON_PAGE = 200;
/** Beyond that it is no working team. */
const MOST_PEOPLE = 600;

/**
 * The people of a channel who can be asked, as Slack user ids, and how many others it has.
 * Throws CHANNEL_UNKNOWN, CHANNEL_ARCHIVED.
 */
export async function peopleOfChannel(
  client: WebClient,
  channelId: string,
  personOf: PersonOf,
): Promise<{ slackIds: string[]; left: number }> {
  await checkChannel(client, channelId, { toRead: true });
  const slackIds: string[] = [];
  let left = 0;
  let cursor = "";
  do {
    const page = await client.conversations.members({
      channel: channelId,
      limit: PEOPLE_ON_PAGE,
      ...(cursor && { cursor }),
    });
    for (const slackId of page.members ?? []) {
      const person = await personOf(slackId);
      if (person.is_bot || person.is_deactivated) left += 1;
      else slackIds.push(slackId);
    }
    cursor = page.response_metadata?.next_cursor ?? "";
  } while (cursor !== "" && slackIds.length < MOST_PEOPLE);
  return { slackIds, left };
}
