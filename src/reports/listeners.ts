/** Listens to what is pressed on digests and on the screens beside them. */
import type { Button, ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { folded } from "../platform/texts/folding.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { checkChannel } from "../programs/channels.ts";
import { programsWithPart } from "../programs/events.ts";
import { listPlacesFor } from "../programs/programs.ts";
import { viewOfList } from "../register/views.ts";
import { actions, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { type CommandCall, commandButton } from "../slack/commands.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import type { Message } from "../slack/message.ts";
import { modal } from "../slack/modal.ts";
import { showOver } from "../slack/stacked-views.ts";
import { digestIds, footMenu, pageValue, reportValue, screenIds, sourcesValue } from "./action-ids.ts";
import { programMenu } from "./digest/blocks.ts";
import { ownDigest } from "./digest/own-digest.ts";
import { digestTexts } from "./digest/texts-digest.ts";
import { forward, forwardedText, forwardForm, forwardView } from "./files/forward.ts";
import { sendFile } from "./files/report-files.ts";
import {
  type Chosen,
  EVERYTHING_NOW,
  portfolioButtons,
  portfolioForm,
  portfolioScreen,
} from "./portfolio/portfolio.ts";
import { openProgramScreen, programForm, programScreen, showPresent } from "./portfolio/program-screen.ts";
import { answerScreen, sourcesScreen } from "./portfolio/sources.ts";
import { workTexts } from "./portfolio/texts.ts";

export function listenToScreens(listening: Listening<Person>, services: Services): void {
  listenToPrograms(listening, services);
  listenToPortfolio(listening, services);
  listenToSources(listening, services);
}

export function portfolioCommand(services: Services): NamedCommand<Person> {
  return {
    word: "portfolio",
    otherWords: { en: ["programs at a glance"], fr: ["portefeuille de programmes"] },
    help: (reader) => textsFor(workTexts, reader).portfolio.help,
    label: (reader) => textsFor(workTexts, reader).portfolio.label,
    async handle({ words, ...call }) {
      const { actor, client, triggerId } = call;
      const line = words.join(" ");
      if (line !== "") {
        const called = await openProgramCalled(services, call, line);
        return called && notCalledMessage(actor, line, called.maybe);
      }

      const view = await portfolioScreen(services, actor, EVERYTHING_NOW);
      if (!view) return nothingYet(services, actor);
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
    opens: (call, line) => openProgramCalled(services, call, line),
  };
}

/** To whoever reads of no program: what they will see here, and the portfolios that they may open or make. */
async function nothingYet(services: Services, actor: Person): Promise<Message> {
  const { none } = textsFor(workTexts, actor).portfolio;
  return { text: none, blocks: [section(none), ...(await portfolioButtons(services, actor))] };
}

/** `maybe`: what may be meant. */
function notCalledMessage(actor: Person, line: string, maybe: readonly Button[]): Message {
  const texts = textsFor(workTexts, actor).portfolio;
  const text = texts.notCalled(escapeMrkdwn(shorten(line, LONGEST_LINE)));
  return {
    text,
    blocks: [section(text), actions("portfolio.maybe", ...maybe, commandButton(texts.label, "portfolio"))],
  };
}

const LONGEST_LINE = 80;
const MOST_PROGRAMS = 3;

/** The program whose title, key or id is the whole line; else buttons to those whose titles have it. */
async function openProgramCalled(
  services: Services,
  { actor, client, triggerId }: Pick<CommandCall<Person>, "actor" | "client" | "triggerId">,
  line: string,
): Promise<null | { maybe: Button[] }> {
  const wanted = folded(line);
  const listed = (await listPlacesFor(services.db, actor, services)).map(({ program }) => program);
  const partly = await programsWithPart.of(services, services.db, { person: actor });
  const visible = [...listed, ...partly.filter(({ id }) => !listed.some((program) => program.id === id))];
  const called = visible.filter(({ id, title, key, short_key }) =>
    [id, title, key, short_key].some((name) => folded(name) === wanted),
  );
  const [only, ...others] = called;
  if (only && others.length === 0) {
    const view = await programScreen(services, actor, { programId: only.id, digestId: null });
    await client.views.open({ trigger_id: triggerId, view });
    return null;
  }

  const having = visible.filter(({ title }) => wanted !== "" && folded(title).includes(wanted));
  const near = called.length > 0 ? called : having;
  return { maybe: near.slice(0, MOST_PROGRAMS).map(({ id, title }) => commandButton(title, `portfolio ${id}`)) };
}

function listenToPrograms(listening: Listening<Person>, services: Services): void {
  for (const id of [screenIds.open, digestIds.openProgram]) {
    onPress(listening, id, (press) => openProgramScreen(services, press, press.value));
  }

  onPress(listening, screenIds.present, (press) => showPresent(services, press));

  onPress(listening, screenIds.register, async (press) => {
    const filter = { isMine: false, programId: press.value, type: null, state: "open" as const };
    await showOver(press, await viewOfList({ ...services, actor: press.actor }, { page: 0, query: null, filter }));
  });

  programForm.listen(listening, async ({ actor, state: programId, filled }) => {
    const { day, isToCome } = chosenDay(services, actor, filled.asOf);
    if (isToCome) return { errors: { asOf: textsFor(workTexts, actor).toCome } };
    return { show: await programScreen(services, actor, { programId, digestId: day }) };
  });
}

/** Null: as of now. */
function chosenDay(
  { clock }: Services,
  actor: Person,
  chosen: LocalDate,
): { day: LocalDate | null; isToCome: boolean } {
  const today = localDateOf(clock.now(), actor.zone);
  return { day: chosen === today ? null : chosen, isToCome: chosen > today };
}

function listenToPortfolio(listening: Listening<Person>, services: Services): void {
  portfolioForm.listen(listening, async ({ actor, filled: { asOf, label } }) => {
    const { day, isToCome } = chosenDay(services, actor, asOf);
    if (isToCome) return { errors: { asOf: textsFor(workTexts, actor).toCome } };
    const view = await portfolioScreen(services, actor, { day, label, page: 0 });
    return { show: view ?? nothingRead(actor) };
  });

  for (const id of [screenIds.portfolioEarlier, screenIds.portfolioLater]) {
    onPress(listening, id, async (press) => {
      if (!press.view) return;
      const { state } = portfolioForm.opened(press.view);
      const chosen: Chosen = { ...state, page: pageValue.parse(press.value) };
      const view = (await portfolioScreen(services, press.actor, chosen)) ?? nothingRead(press.actor);
      await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
    });
  }
}

/** In the place of a portfolio whose reader reads of no program any more. */
function nothingRead(reader: Person): ModalView {
  return doneView(reader, textsFor(workTexts, reader).portfolio.none);
}

function listenToSources(listening: Listening<Person>, services: Services): void {
  onPress(listening, digestIds.sources, async (press) => {
    await showOver(press, await sourcesScreen(services, press.actor, reportValue.parse(press.value), 0));
  });

  for (const id of [screenIds.sourcesEarlier, screenIds.sourcesLater]) {
    onPress(listening, id, (press) => turnSources(services, press));
  }

  onPress(listening, screenIds.readAnswer, async (press) => {
    const { at: checkInId, ...place } = sourcesValue.parse(press.value);
    await showOver(press, await answerScreen(services, press.actor, { ...place, checkInId }));
  });
}

async function turnSources(services: Services, { view: open, value, actor, client }: Press<Person>): Promise<void> {
  if (!open) return;
  const { at, ...place } = sourcesValue.parse(value);
  const view = await sourcesScreen(services, actor, place, pageValue.parse(at));
  await client.views.update({ view_id: open.id, hash: open.hash, view });
}

/** `showWhy` says why the message pressed on came. */
export function listenToDigests(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  footMenu.listen(listening, async (press, choice, digestId) => {
    const { actor } = press;
    if (choice === "why") return showWhy(press);
    const came = await sendFile({ ...services, actor }, { digestId, format: choice });
    await press.reply({ text: textsFor(digestTexts, actor).file[came], blocks: [] });
  });

  onPress(listening, digestIds.chooseProgram, async ({ actor, value, open }) =>
    open(await choiceView(services, actor, value)),
  );

  onPress(listening, digestIds.forward, async ({ actor, value, open }) =>
    open(forwardView(readerOf(actor), value, await forwardedText(services, actor, value))),
  );
  listenToForwarding(listening, services);
}

function listenToForwarding(listening: Listening<Person>, services: Services): void {
  forwardForm.listen(listening, async ({ actor, state: digestId, filled, viewId, client }) => {
    const { text, person: slackUserId, channel } = filled;
    const texts = textsFor(digestTexts, actor).forward.form;
    if (slackUserId === null && channel === null) return { errors: { person: texts.toNobody } };
    const person = slackUserId === null ? null : await listening.actorOf(slackUserId, client);
    if (person && (person.is_bot === 1 || person.is_deactivated === 1)) return { errors: { person: texts.noPerson } };
    const refusal =
      channel === null ? null : await refusalOf(languageOf(actor.locale), () => checkChannel(client, channel));
    if (refusal !== null) return { errors: { channel: refusal } };
    const to = [...(person ? [{ personId: person.id }] : []), ...(channel === null ? [] : [{ channelId: channel }])];
    await forward({ ...services, actor }, { digestId, text, to, viewId });
    return { show: doneView(readerOf(actor), texts.done) };
  });
}

async function choiceView(services: Services, actor: Person, digestId: string): Promise<ModalView> {
  const { input } = await ownDigest(services, actor, digestId);
  const { foot, close } = textsFor(digestTexts, actor);
  return modal({
    title: foot.open,
    close: close,
    blocks: [actions("digest.programs", programMenu(readerOf(actor), digestId, input.programs))],
  });
}
