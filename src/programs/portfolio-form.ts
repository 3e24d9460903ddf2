/** The form in which a portfolio is made and changed, and the one of the committee of a program. */
import type { ModalView, PlainTextOption } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { isAdmin, type Person, peopleByIds, readerOf } from "../people/people.ts";
import type { Db } from "../platform/database.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, lineOf, option, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { menu, optionalPerson, optionalText, people, text } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { COMPOSITION_LIMITS } from "../slack/limits.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import { committeeOf, refuseUnlessMember, refuseUnlessQuorum } from "./committee.ts";
import { isSameLabel, labelOfCoverage, placeOf } from "./coverage.ts";
import { type Label, labelKey, labelsInWords, labelsOf } from "./labels.ts";
import { officesHeldBy } from "./office.ts";
import {
  changePortfolio,
  createPortfolioFromForm,
  isUnderOffice,
  type PortfolioForm,
  refuseUnlessMayMakePortfolios,
} from "./portfolios.ts";
import { programIds } from "./program-menu-and-buttons.ts";
import { LONGEST_TITLE, listPrograms, type Program, placeToChange, refuseWhoCannotAnswer } from "./programs.ts";
import { programsCovered } from "./programs-covered.ts";
import { seatsToShow } from "./seats.ts";
import { portfolioTexts } from "./texts-portfolio.ts";

const ALL = "all";
/** Slack takes no more options. */
const MOST_OPTIONS = 100;
const MOST_NAMED = 12;
const LONGEST_NAME = 60;
const LONGEST_NUMBER = 3;

/** Who leads a committee and writes for it, and how many have to be there. */
export const ofCommittee = {
  chair: optionalPerson(),
  secretary: optionalPerson(),
  quorum: optionalText({ max: LONGEST_NUMBER }),
};

/** The id of the portfolio; null for a new one. */
const portfolioForm = new Form({
  id: programIds.portfolioForm,
  state: z.strictObject({ portfolioId: z.string().nullable() }),
  fields: z.object({ title: text({ max: LONGEST_TITLE }), covers: menu(), members: people(), ...ofCommittee }),
  required: (reader) => textsFor(portfolioTexts, reader).required,
});

/** As it is filled: people by their ids in Slack, what it covers by the value of its option. */
export interface Filled {
  title: string;
  covers: string;
  members: string[];
  chair: string | null;
  secretary: string | null;
  quorum: string;
}

const BLANK: Filled = { title: "", covers: ALL, members: [], chair: null, secretary: null, quorum: "" };

async function portfolioView(
  db: Db,
  actor: Person,
  { portfolio, filled, choices }: { portfolio: Program | null; filled: Filled; choices: readonly Choice[] },
): Promise<ModalView> {
  const reader = readerOf(actor);
  const texts = textsFor(portfolioTexts, reader);
  const chosen = choices.find(({ value }) => value === filled.covers) ?? choices[0];
  const covered = chosen ? await programsCovered(db, actor.workspace_id, chosen.label) : [];
  return portfolioForm.view({
    state: { portfolioId: portfolio?.id ?? null },
    title: portfolio ? texts.editTitle : texts.newTitle,
    submit: texts.save,
    close: texts.close,
    fields: {
      title: { label: texts.name, initial: filled.title },
      covers: {
        label: texts.covers,
        options: choices.map((choice) => optionOf(reader, choice)),
        initial: chosen?.value,
        actionId: programIds.portfolioCovers,
      },
      members: {
        label: texts.members,
        hint: texts.membersHint,
        initial: filled.members,
        isRequired: true,
        before: [context(lineOf(escapeMrkdwn(readersInWords(reader, covered))))],
      },
      ...committeeFields(reader, filled),
    },
  });
}

export function committeeFields(
  reader: Reader,
  { chair, secretary, quorum }: Pick<Filled, "chair" | "secretary" | "quorum">,
) {
  const texts = textsFor(portfolioTexts, reader);
  return {
    chair: { label: texts.chair, hint: texts.chairHint, initial: chair },
    secretary: { label: texts.secretary, hint: texts.secretaryHint, initial: secretary },
    quorum: { label: texts.quorum, hint: texts.quorumHint, initial: quorum },
  };
}

/** “Its members … will read the reports and the register of 3 programs: Atlas, Loyalty and Tills.” */
function readersInWords(reader: Reader, covered: readonly Program[]): string {
  const texts = textsFor(portfolioTexts, reader);
  const names = covered.map(({ title }) => shorten(title, LONGEST_NAME));
  const more = names.length - MOST_NAMED;
  const named = [...names.slice(0, MOST_NAMED), ...(more > 0 ? [texts.more(more)] : [])];
  return texts.readers(texts.programs(reader, covered.length), list(reader, named));
}

/** What a portfolio may cover. `label` null: all programs. */
interface Choice {
  value: string;
  label: Label | null;
  count: number;
}

function optionOf(reader: Reader, { value, label, count }: Choice): PlainTextOption {
  const texts = textsFor(portfolioTexts, reader);
  if (label === null) return option(value, texts.all(reader, count));
  const words = shorten(labelsInWords(reader, [label]).join(""), COMPOSITION_LIMITS.optionText - 8);
  return option(value, texts.withLabel(reader, words, count));
}

/** All programs, then the labels of most programs; of somebody who is no admin what their offices are over. */
async function choicesFor(services: Services, actor: Person, now: Label | null): Promise<Choice[]> {
  const { db } = services;
  const programs = (await listPrograms(db, actor.workspace_id)).filter(({ state }) => state === "active");
  const offices = isAdmin(actor) ? null : await officesHeldBy(db, actor, services);

  const labels = new Map<string, Label>();
  const ofOffices = (offices ?? []).flatMap((office) => labelOfCoverage(office) ?? []);
  for (const label of [...(now ? [now] : []), ...ofOffices, ...programs.flatMap(labelsOf)])
    if (![...labels.values()].some((each) => isSameLabel(each, label))) labels.set(labelKey(label), label);

  const isTheirs = (label: Label | null) => offices === null || isUnderOffice(offices, label);
  const countOf = (label: Label | null) =>
    label === null
      ? programs.length
      : programs.filter((program) => placeOf(program).labels.some((each) => isSameLabel(each, label))).length;

  const withLabels = [...labels]
    .map(([value, label]) => ({ value, label, count: countOf(label) }))
    .toSorted((choice, other) => other.count - choice.count);
  const all: Choice = { value: ALL, label: null, count: countOf(null) };
  const kept = now && withLabels.find(({ label }) => isSameLabel(label, now));
  const offered = [all, ...withLabels].filter(({ label }) => isTheirs(label)).slice(0, MOST_OPTIONS - 1);
  return kept && !offered.includes(kept) ? [...offered, kept] : offered;
}

export function listenToPortfolioForm(listening: Listening<Person>, services: Services): void {
  onPress(listening, programIds.newPortfolio, async (press) => {
    await refuseUnlessMayMakePortfolios(services, press.actor);
    await press.open(await viewFor(services, press.actor, null, BLANK));
  });

  onPress(listening, programIds.portfolioCovers, async ({ actor, view, client }) => {
    if (!view) return;
    const { state, filled } = portfolioForm.opened(view);
    const portfolio = await portfolioToChange(services, actor, state);
    const shown = await viewFor(services, actor, portfolio, { ...BLANK, ...filled });
    await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  });

  portfolioForm.listen(listening, async ({ actor, state, filled, client }) => {
    const portfolio = await portfolioToChange(services, actor, state);
    const label = portfolio ? labelOfCoverage(portfolio) : null;
    const chosen = (await choicesFor(services, actor, label)).find(({ value }) => value === filled.covers);
    const texts = textsFor(portfolioTexts, readerOf(actor));
    if (!chosen) return { errors: { covers: texts.required } };
    const before = portfolio ? await filledOf(services, portfolio) : BLANK;
    const read = await committeeIn(listening, actor, client, { filled, members: filled.members, before });
    if ("errors" in read) return read;
    if (read.members.length === 0) return { errors: { members: texts.required } };
    const form: PortfolioForm = { ...read, title: filled.title, label: chosen.label };
    return { show: await save(services, actor, portfolio, form) };
  });
}

async function portfolioToChange(
  services: Services,
  actor: Person,
  { portfolioId }: { portfolioId: string | null },
): Promise<Program | null> {
  return portfolioId === null ? null : placeToChange(services, services.db, actor, portfolioId);
}

async function viewFor(
  services: Services,
  actor: Person,
  portfolio: Program | null,
  filled: Filled,
): Promise<ModalView> {
  const choices = await choicesFor(services, actor, portfolio && labelOfCoverage(portfolio));
  return portfolioView(services.db, actor, { portfolio, filled, choices });
}

/** Of one that exists. Throws PROGRAM_NOT_YOURS. */
export async function openPortfolioForm(services: Services, press: Press<Person>, portfolio: Program): Promise<void> {
  await press.open(await viewFor(services, press.actor, portfolio, await filledOf(services, portfolio)));
}

async function save(
  services: Services,
  actor: Person,
  portfolio: Program | null,
  form: PortfolioForm,
): Promise<ModalView> {
  const reader = readerOf(actor);
  const texts = textsFor(portfolioTexts, reader);
  const title = shorten(form.title, LONGEST_TITLE);
  if (portfolio) {
    await changePortfolio({ ...services, actor }, { programId: portfolio.id, ...form });
    return doneView(reader, texts.saved(title));
  }
  const made = await createPortfolioFromForm({ ...services, actor }, form);
  const covered = await programsCovered(services.db, actor.workspace_id, form.label);
  const done = doneView(reader, texts.made(escapeMrkdwn(title), texts.programs(reader, covered.length)));
  const open = commandButton(texts.open(shorten(form.title, LONGEST_NAME)), `portfolio ${made.id}`);
  return { ...done, blocks: [...done.blocks, actions("portfolio.made", open)] };
}

interface ReadCommittee {
  members: Person[];
  chair: Person | null;
  secretary: Person | null;
  quorum: number | null;
}

/** Who is wanted, or what is wrong, by its field. Who has left Slack may keep a seat, but gets no new one. */
export async function committeeIn(
  listening: Listening<Person>,
  actor: Person,
  client: WebClient,
  {
    filled: { chair, secretary, quorum },
    members,
    before,
  }: { filled: Pick<Filled, "chair" | "secretary" | "quorum">; members: readonly string[]; before: Filled },
): Promise<ReadCommittee | { errors: Record<string, string> }> {
  const errors: Record<string, string> = {};
  const catching = async (field: string, check: () => void) => {
    const refusal = await refusalOf(languageOf(actor.locale), check);
    if (refusal !== null) errors[field] ??= refusal;
  };
  const personOf = async (field: "members" | "secretary", slackId: string) => {
    const person = await listening.actorOf(slackId, client);
    if (![before[field]].flat().includes(slackId)) await catching(field, () => refuseWhoCannotAnswer(person));
    return person;
  };
  const read = {
    members: await Promise.all([...new Set(members)].map((id) => personOf("members", id))),
    chair: chair === null ? null : await listening.actorOf(chair, client),
    secretary: secretary === null ? null : await personOf("secretary", secretary),
    quorum: quorum.trim() === "" ? null : Number(quorum),
  };
  const memberIds = read.members.map(({ id }) => id);
  await catching("chair", () => refuseUnlessMember(read.chair, memberIds));
  await catching("quorum", () => refuseUnlessQuorum(read.quorum, memberIds));
  return Object.keys(errors).length > 0 ? { errors } : read;
}

export async function filledOf({ db, clock }: Services, program: Program): Promise<Filled> {
  const { workspace_id: workspaceId, id } = program;
  const seats = await seatsToShow(db, program, { clock });
  const committee = await committeeOf(db, workspaceId, id);
  const ids = [...seats.map((seat) => seat.person_id), ...(committee.chair_id === null ? [] : [committee.chair_id])];
  const slackIds = new Map(
    (await peopleByIds(db, workspaceId, ids)).map((person) => [person.id, person.slack_user_id]),
  );
  const inRole = (role: string) =>
    seats.flatMap((seat) => (seat.role === role ? (slackIds.get(seat.person_id) ?? []) : []));
  const label = labelOfCoverage(program);
  const members = inRole("steering");
  const chair = slackIds.get(committee.chair_id ?? "") ?? null;
  return {
    title: program.title,
    covers: label === null ? ALL : labelKey(label),
    members,
    chair: chair !== null && members.includes(chair) ? chair : null,
    secretary: inRole("secretary")[0] ?? null,
    quorum: committee.quorum === null ? "" : String(committee.quorum),
  };
}

/** Beside the roles of a program. */
export function committeeButton(reader: Reader, programId: string) {
  return button(programIds.committee, textsFor(portfolioTexts, reader).committee, { value: programId });
}
