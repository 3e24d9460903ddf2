/** How a program chooses its sponsor, on screen: from *My people*, by `/drumbeat sponsor-choice LOY`, and by the request. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, readerAt } from "../people/use-cases.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, longDate, number, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { showOver } from "../register/views.ts";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  plain,
  plainSection,
  section,
  shorten,
  shortenEscaped,
  words,
} from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { shownBelow } from "../slack/forms/below.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import { enterScores, saveChoice, withdrawChoice } from "./choosing.ts";
import { answerRequest, askCandidate, withdrawRequest } from "./choosing-ask.ts";
import {
  askForm,
  askView,
  replacedIn,
  scoredIn,
  scoreForm,
  scoreView,
  setupForm,
  setupView,
} from "./choosing-forms.ts";
import { ANSWER, answerButtons, titleToShow } from "./choosing-messages.ts";
import {
  type CandidateRead,
  type ChoiceRead,
  candidateRead,
  choiceFor,
  type OwnRead,
  pageOf,
  type ScoreRead,
  setupOf,
} from "./choosing-read.ts";
import { ANSWERS, type Answer, CRITERIA, isRunning, meanOf } from "./choosing-rules.ts";
import { choosingTexts } from "./choosing-texts.ts";

/** What is pressed around the choice of a sponsor; the right is checked at each press. */
export const choosingIds = {
  setup: "choosing.setup",
  withdraw: "choosing.withdraw",
  recall: "choosing.recall",
  score: "choosing.score",
  candidate: "choosing.candidate",
  ask: "choosing.ask",
  answer: ANSWER,
} as const;

const LONGEST_NAME = 80;
const LONGEST_ON_BUTTON = 40;
const LONGEST_EVIDENCE = 150;

export function choiceView(reader: Reader, choice: ChoiceRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const { program, candidates, scorers, isLed, isScorer } = choice;
  const stop = {
    title: plain(texts.stop.title),
    text: plain(texts.stop.text),
    confirm: plain(texts.stop.confirm),
    deny: plain(texts.cancel),
  };
  return view(reader, [
    section(texts.head(titleToShow(program.title))),
    context(isScorer ? texts.order : texts.unseenByLead),
    ...requestBlocks(reader, choice),
    ...candidates.flatMap((candidate, place) => candidateBlocks(reader, candidate, place + 1)),
    isLed &&
      actions(
        "choosing.acts",
        button(choosingIds.setup, texts.setup.change, { value: program.id }),
        button(choosingIds.withdraw, texts.stop.button, { value: program.id, confirm: stop }),
      ),
    scorers.length > 0 && plainSection(texts.scorers(list(reader, scorers))),
    context(texts.readers),
  ]);
}

function view(
  reader: Reader,
  blocks: (KnownBlock | false)[],
  title = textsFor(choosingTexts, reader).title,
): ModalView {
  const { close } = textsFor(choosingTexts, reader);
  return { type: "modal", title: plain(title), close: plain(close), blocks: blocks.filter(isPresent) };
}

function requestBlocks(reader: Reader, { program, request, isLed }: ChoiceRead): KnownBlock[] {
  if (!request) return [];
  const texts = textsFor(choosingTexts, reader).asked;
  const name = escapeMrkdwn(shorten(request.name, LONGEST_NAME));
  if (!isRunning(request)) return [section(texts.no(name))];
  const day = longDate(reader, localDateOf(request.askedAt, reader.zone));
  const recall = button(choosingIds.recall, texts.recall, { value: program.id });
  return [section(request.answer === "talk" ? texts.talk(name) : texts.open(name, day), isLed ? recall : undefined)];
}

function candidateBlocks(reader: Reader, candidate: CandidateRead, place: number): KnownBlock[] {
  const texts = textsFor(choosingTexts, reader);
  const { id, isSeen, isToScore } = candidate;
  const mean = meanOf(candidate.scores);
  const name = escapeMrkdwn(nameOf(reader, candidate));
  const open = button(`${choosingIds.candidate}:${id}`, texts.candidate.open, { value: id });
  if (!isSeen) {
    const score = button(`${choosingIds.score}:${id}`, texts.candidate.enter, { value: id, primary: true });
    const unseen = isToScore ? [context(texts.candidate.unseen)] : [];
    return [section(`*${name}*`, isToScore ? score : open), ...unseen];
  }
  const reasons = CRITERIA.flatMap((criterion) => {
    const [first] = candidate.scores.filter((score) => score.criterion === criterion);
    if (!first) return [];
    const evidence = shorten(first.evidence, LONGEST_EVIDENCE);
    const under = meanSaid(reader, meanOf(candidate.scores, criterion) ?? 0);
    return [[{ text: texts.line(texts.criteria[criterion], under, evidence) }]];
  });
  return [
    section(`${place}. *${name}* · ${texts.mean(meanSaid(reader, mean ?? 0))}`, open),
    words(...reasons, ...lackLines(reader, candidate).map((text) => [{ text }])),
  ];
}

function meanSaid(reader: Reader, mean: number): string {
  return number(reader, Math.round(mean * 10) / 10);
}

function nameOf(reader: Reader, { called, personId, isGone }: CandidateRead): string {
  const texts = textsFor(choosingTexts, reader).candidate;
  const name = shorten(called, LONGEST_NAME);
  if (isGone) return `${name} · ${texts.gone}`;
  return personId === null ? `${name} · ${texts.outside}` : name;
}

/** What no other candidate has either is one line. */
function lackLines(reader: Reader, { lacks }: CandidateRead): string[] {
  const texts = textsFor(choosingTexts, reader);
  const alone = lacks.flatMap(({ criterion, allies }) => (allies.length > 0 ? [] : [texts.criteria[criterion]]));
  return [
    ...lacks.flatMap(({ criterion, allies }) => {
      const names = allies.map((name) => shorten(name, LONGEST_NAME));
      return names.length > 0 ? [texts.lacks(texts.criteria[criterion], list(reader, names))] : [];
    }),
    ...(alone.length > 0 ? [texts.lacks(list(reader, alone), null)] : []),
  ];
}

/** All scores of one candidate with their evidence, and the request. */
export function candidateView(
  reader: Reader,
  { choice, ...candidate }: CandidateRead & { choice: ChoiceRead },
): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const { id, personId, isGone, isToScore } = candidate;
  const isAsking = choice.request !== null && isRunning(choice.request);
  const mayAsk = choice.isLed && personId !== null && !isGone && !isAsking;
  const ask = texts.ask.button(shortenEscaped(candidate.called, LONGEST_ON_BUTTON));
  const acts = [
    ...(mayAsk ? [button(choosingIds.ask, ask, { value: id, primary: true })] : []),
    ...(isToScore ? [button(`${choosingIds.score}:${id}`, texts.candidate.change, { value: id })] : []),
  ];
  return view(
    reader,
    [
      section(`*${escapeMrkdwn(nameOf(reader, candidate))}*`),
      ...(candidate.isSeen ? scoreBlocks(reader, candidate.scores) : [context(texts.unseenByLead)]),
      ...lackLines(reader, candidate).map((line) => plainSection(line)),
      personId === null && choice.isLed && section(texts.candidate.askOutside),
      acts.length > 0 && actions("choosing.candidate", ...acts),
      context(texts.readers),
    ],
    texts.candidate.title,
  );
}

function scoreBlocks(reader: Reader, scores: readonly ScoreRead[]): KnownBlock[] {
  const texts = textsFor(choosingTexts, reader);
  return CRITERIA.map((criterion) => {
    const under = scores.filter((score) => score.criterion === criterion);
    const lines = under.map(({ score, evidence, by }) => texts.by(score, evidence, by));
    return words(
      [{ text: texts.criteria[criterion], bold: true }],
      ...(lines.length > 0 ? lines : [texts.none]).map((text) => [{ text }]),
    );
  });
}

/** What a candidate sees: their own scores, and the answers that they can give. */
export function ownView(reader: Reader, { program, scores, request, isOpen }: OwnRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const isAsked = isOpen && request !== null && isRunning(request);
  return view(
    reader,
    [
      section(texts.own.head(titleToShow(program.title))),
      ...scoreBlocks(reader, scores),
      isAsked && actions("sponsor.answer", ...answerButtons(reader, request)),
      isAsked && actions("sponsor.read", commandButton(texts.request.readCase, `case ${program.id}`)),
      context(texts.own.foot),
    ],
    texts.own.title,
  );
}

/** Nobody of *My people* can be a candidate yet. */
export function nobodyView(reader: Reader, program: { id: string; title: string }): ModalView {
  const { setup } = textsFor(choosingTexts, reader);
  return view(reader, [
    section(`*${titleToShow(program.title)}*\n${setup.nobody}`),
    actions("choosing.people", commandButton(setup.people, `people ${program.id}`, { primary: true })),
  ]);
}

export function choosingCommand(services: Services): NamedCommand<Person> {
  return {
    word: "sponsor-choice",
    isUnlisted: true,
    otherWords: { fr: ["choix-sponsor"] },
    help: (reader) => textsFor(choosingTexts, reader).command.help,
    label: (reader) => textsFor(choosingTexts, reader).command.label,
    async handle({ actor, words: [wanted = null], client, triggerId }) {
      await client.views.open({ trigger_id: triggerId, view: await pageView(services, actor, wanted) });
      return null;
    },
  };
}

async function pageView(services: Services, actor: Person, wanted: string | null): Promise<ModalView> {
  const reader = readerAt(actor, services.clock.now());
  const page = await pageOf(services, actor, wanted);
  switch (page.is) {
    case "own":
      return ownView(reader, page);
    case "choice":
      return choiceView(reader, page);
    case "off": {
      const why = plainSection(page.error.sentence(languageOf(reader.locale)));
      return view(reader, [section(`*${titleToShow(page.program.title)}*`), why]);
    }
    case "setup":
      return page.offered.length > 0 ? setupView(reader, page) : nobodyView(reader, page.program);
  }
}

export function registerChoosingListeners(listening: Listening<Person>, services: Services): void {
  const reading = (actor: Person) => readerAt(actor, services.clock.now());
  onPress(listening, choosingIds.setup, async (press) => {
    await press.open(setupView(reading(press.actor), await setupOf(services, press.actor, press.value)));
  });
  onPress(listening, choosingIds.withdraw, async (press) => {
    await withdrawChoice(services, press.actor, press.value);
    await inPlace(press, await pageView(services, press.actor, press.value));
  });
  onPress(listening, choosingIds.recall, async (press) => {
    await withdrawRequest(services, press.actor, press.value);
    await inPlace(press, choiceView(reading(press.actor), await choiceFor(services, press.actor, press.value)));
  });
  onPress(listening, new RegExp(`^${choosingIds.candidate}:`), async (press) => {
    const candidate = await candidateRead(services, press.actor, press.value);
    await showOver(press, candidateView(reading(press.actor), candidate));
  });
  onPress(listening, new RegExp(`^${choosingIds.score}:`), async (press) => {
    const candidate = await candidateRead(services, press.actor, press.value);
    await showOver(press, scoreView(reading(press.actor), candidate));
  });
  onPress(listening, choosingIds.ask, async (press) => {
    const { choice, ...candidate } = await candidateRead(services, press.actor, press.value);
    await showOver(press, askView(reading(press.actor), candidate, choice));
  });
  for (const answer of ANSWERS) onPress(listening, `${ANSWER}:${answer}`, (press) => answered(services, press, answer));
  listenToForms(listening, services);
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  const choiceShown = async (actor: Person, programId: string) =>
    choiceView(readerAt(actor, services.clock.now()), await choiceFor(services, actor, programId));
  setupForm.listen(listening, async ({ actor, state: { programId }, filled, belowId, client }) => {
    const scorers: Person[] = [];
    for (const slackId of filled.scorers) scorers.push(await listening.actorOf(slackId, client));
    try {
      await saveChoice(services, actor, programId, { itemIds: filled.candidates, scorers });
    } catch (error) {
      if (!(error instanceof DrumbeatError) || !AT_SCORERS.includes(error.code)) throw error;
      return { errors: { scorers: error.sentence(languageOf(actor.locale)) } };
    }
    return shownBelow({ client, belowId }, await choiceShown(actor, programId));
  });
  scoreForm.listen(listening, async ({ actor, state: { candidateId, programId }, filled, belowId, client }) => {
    await enterScores(services, actor, candidateId, scoredIn(filled));
    return shownBelow({ client, belowId }, await choiceShown(actor, programId));
  });
  askForm.listen(listening, async ({ actor, state: { candidateId }, filled }) => {
    const name = await askCandidate(services, actor, candidateId, replacedIn(filled));
    return { show: doneView(actor, textsFor(choosingTexts, actor).ask.done(name)) };
  });
}

const AT_SCORERS = ["CHOICE_SCORERS", "CHOICE_BOTH", "CHOICE_NO_SCORER"];

/** The message says itself what came of it; a page that it was pressed in too. */
async function answered(services: Services, press: Press<Person>, answer: Answer): Promise<void> {
  const program = await answerRequest(services, press.actor, press.value, answer);
  if (press.view) await inPlace(press, await pageView(services, press.actor, program.id));
}

async function inPlace(
  { client, view: open }: Pick<Press<Person>, "client" | "view">,
  shown: ModalView,
): Promise<void> {
  if (open) await client.views.update({ view_id: open.id, hash: open.hash, view: shown });
}
