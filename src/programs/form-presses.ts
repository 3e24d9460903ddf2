import type { WebClient } from "@slack/web-api";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerOf } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { adminsOf, saveSettings, settingsOf } from "../people/settings.ts";
import { whyNotAsked } from "../people/who-can-answer.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { escapeMrkdwn, shorten } from "../slack/blocks.ts";
import { readPages } from "../slack/cursor-pagination.ts";
import { doneView, type Listening, messageView, onPress, type Press } from "../slack/listening.ts";
import { readMemberPage } from "../slack/member-lists.ts";
import { changeProgram } from "./changes.ts";
import { channelToRead, checkChannel } from "./channels.ts";
import { createFromForm, type ProgramForm } from "./creating.ts";
import { refuseUnlessKey } from "./keys.ts";
import { type Label, labelTexts, readLabels } from "./labels.ts";
import { openPortfolioForm } from "./portfolio-form.ts";
import { readersByLabels } from "./portfolios.ts";
import {
  BLANK_PROGRAM,
  FLAGSHIP,
  fieldOfRole,
  fieldsOf,
  firstCountry,
  type PersonOf,
  type ProgramFields,
  type ProgramFormState,
  programForm,
  programFormFor,
  programFormIds,
  rhythmsIn,
  seatingOf,
} from "./program-form.ts";
import { startedMessage, unfedInProgram } from "./program-started-message.ts";
import {
  type Program,
  placeToChange,
  programOf,
  programToChange,
  refuseWhoCannotAnswer,
  standingsOf,
} from "./programs.ts";
import { programTexts } from "./texts.ts";
import { portfolioTexts } from "./texts-portfolio.ts";

/** What the use cases take of a filled form, or what is wrong, by its field. `before`: the program as it is, or null. */
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

  const seatedBefore = before ? seatingOf(before) : [];
  const seats = [];
  for (const { role, slackId } of seatingOf(fields)) {
    const person = await personOf(slackId);
    seats.push({ role, person });
    // Who has left Slack may keep a seat until somebody else takes it, but gets no new one.
    if (seatedBefore.some((seat) => seat.role === role && seat.slackId === slackId)) continue;
    await catching(fieldOfRole(role), () => refuseWhoCannotAnswer(person));
  }

  const shortKey = fields.shortKey.trim().toUpperCase();
  if (before === null && shortKey !== "") await catching("shortKey", () => checkKey(shortKey));
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
  return { error: textsFor(labelTexts, reader).wrong(shorten(read.wrong, LONGEST_QUOTED)) };
}

const LONGEST_QUOTED = 100;

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
  await channelToRead(client, channelId);
  const asked = new Set<string>();
  const left = new Set<string>();
  for await (const page of readPages((cursor) => readMemberPage(client, { kind: "channel", id: channelId }, cursor))) {
    for (const slackId of page.slackIds) {
      const isAsked = whyNotAsked(await personOf(slackId), { isChosen: false }) === null;
      (isAsked ? asked : left).add(slackId);
    }
    if (asked.size >= MOST_PEOPLE) break;
  }
  return { slackIds: [...asked], left: left.size };
}

/** What was not offered to this person is not taken. */
export async function takeHolidays(ctx: ActorContext, ticked: readonly string[]): Promise<void> {
  const { db, actor } = ctx;
  const country = ticked.length === 0 ? null : await firstCountry(db, actor);
  if (!country || !ticked.includes(country.code)) return;
  const settings = await settingsOf(db, actor.workspace_id);
  const named = (await adminsOf(db, actor.workspace_id)).filter((admin) => admin.is_named_admin === 1);
  const wanted = { ...settings, holidayRegion: country.code, namedAdmins: named.map(({ id }) => id) };
  // Without a program nothing is planned yet that counts by working days.
  await saveSettings(ctx, { wanted, onDaysChanged: async () => {} });
}

export function listenToProgramForm(listening: Listening<Person>, services: Services): void {
  const { db } = services;
  onPress(listening, programFormIds.more, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, ...shown } = await formAsFilled(services, actor, open);
    const view = await programFormFor(services, actor, { ...state, expanded: true }, shown);
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  onPress(listening, programFormIds.teamFrom, async ({ actor, view: open, client }) => {
    if (!open) return;
    const { state, program, rhythms } = await formAsFilled(services, actor, open);
    if (!program.team_from) return;
    const personOf = (slackId: string) => listening.actorOf(slackId, client);
    const { slackIds, left } = await peopleOfChannel(client, program.team_from, personOf);
    const team = [...new Set([...program.team, ...slackIds])];
    const note = textsFor(programTexts, readerOf(actor)).form.filled(team.length - program.team.length, left);
    const shown = { program: { ...program, team }, rhythms, note };
    const view = await programFormFor(services, actor, { ...state, turn: state.turn + 1 }, shown);
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  programForm.listenToShown(listening, async ({ actor, state, filled, client }) => {
    const before = await fieldsBefore(services, actor, state);
    const checked = await checkProgramForm(
      actor,
      { ...before, ...filled },
      {
        before: state.programId === null ? null : before,
        personOf: (id) => listening.actorOf(id, client),
        client,
        checkKey: (shortKey) => refuseUnlessKey(db, actor.workspace_id, shortKey),
      },
    );
    if ("errors" in checked) return checked;

    const newReaders = await newReadersInWords(services, actor, state, { ...before, ...filled }, checked.form);
    if (newReaders !== null) {
      const shown = { program: { ...before, ...filled }, rhythms: filled.rhythms, newReaders };
      const confirming = { ...state, confirmed: shown.program.labels };
      return { show: await programFormFor(services, actor, confirming, shown) };
    }

    if (state.programId === null) {
      const rhythms = rhythmsIn(filled.rhythms ?? []);
      if (rhythms.includes("daily") && !checked.form.seats.some(({ role }) => role === "team"))
        return { errors: { team: textsFor(programTexts, readerOf(actor)).fieldErrors.noTeam } };
      await takeHolidays({ ...services, actor }, filled.holidays ?? []);
      const program = await createFromForm({ ...services, actor }, { ...checked.form, rhythms });
      return { show: await startedView(services, actor, program) };
    }

    await changeProgram({ ...services, actor }, { programId: state.programId, ...checked.form });
    const { changed } = textsFor(programTexts, readerOf(actor)).saved;
    const done = doneView(readerOf(actor), changed(shorten(checked.form.title, 200)));
    const unfed = await unfedInProgram(services, actor, state.programId);
    return { show: { ...done, blocks: [...done.blocks, ...unfed] } };
  });
}

/** Who reads the program by labels that are typed, and did not; null: nobody, or it has been confirmed. */
async function newReadersInWords(
  services: Services,
  actor: Person,
  { programId, confirmed }: ProgramFormState,
  { title, labels: typed }: ProgramFields,
  { labels, seats }: ProgramForm,
): Promise<string | null> {
  if (labels === undefined || typed === confirmed) return null;
  const workspaceId = actor.workspace_id;
  const program = programId === null ? null : await programOf(services.db, workspaceId, programId);
  const seatedIds = seats.map(({ person }) => person.id);
  const names = await readersByLabels(services, workspaceId, { program, labels, seatedIds });
  if (names.length === 0) return null;
  const reader = readerOf(actor);
  const texts = textsFor(portfolioTexts, reader);
  const more = names.length - MOST_NAMED;
  const named = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [texts.more(more)] : [])];
  return texts.newReaders(
    escapeMrkdwn(list(reader, named)),
    escapeMrkdwn(shorten(title, LONGEST_QUOTED)),
    names.length,
  );
}

const MOST_NAMED = 12;

/** Who gets what, when first; in the place of the form. */
async function startedView(services: Services, actor: Person, program: Program) {
  const standings = await standingsOf(services.db, actor, program.id, services);
  const event = may(standings, "change-program") ? "created" : "handed-over";
  const started = { program, reader: readerOf(actor), readerId: actor.id, event } as const;
  const message = await startedMessage(services, services.db, started);
  return { ...messageView(readerOf(actor), message), clear_on_close: true };
}

async function formAsFilled(services: Services, actor: Person, open: { privateMetadata: string; values: unknown }) {
  const { state, filled } = programForm.opened(open);
  const program = { ...(await fieldsBefore(services, actor, state)), ...filled };
  return { state, program, rhythms: filled.rhythms };
}

async function fieldsBefore(services: Services, actor: Person, { programId }: ProgramFormState) {
  if (programId === null) return BLANK_PROGRAM;
  const program = await programToChange(services, services.db, actor, programId);
  return fieldsOf(services.db, program, services, readerOf(actor));
}

export async function openEdit(services: Services, press: Press<Person>, programId: string): Promise<void> {
  const place = await placeToChange(services, services.db, press.actor, programId);
  if (place.kind === "portfolio") return openPortfolioForm(services, press, place);
  const state = { programId, expanded: true, turn: 0 };
  const program = await fieldsOf(services.db, place, services, readerOf(press.actor));
  await press.open(await programFormFor(services, press.actor, state, { program }));
}
