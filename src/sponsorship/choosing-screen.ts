/** How a program chooses its sponsor, on screen: from *My people*, by `/drumbeat sponsor-choice LOY`, and by the request. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import { type Person, readerAt } from "../people/people.ts";
import { DrumbeatError } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, list, longDate, number, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import {
  actions,
  button,
  confirmation,
  context,
  escapeMrkdwn,
  plainSection,
  section,
  shorten,
  shortenEscaped,
  words,
} from "../slack/blocks.ts";
import { shownBelow } from "../slack/forms/view-below.ts";
import { type Listening, onPress, type Press } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { showOver } from "../slack/stacked-views.ts";
import { saveChoice, setupOf, titleToShow } from "./candidates.ts";
import { scoredIn, scoreForm, scoreView, setupForm, setupView } from "./choosing-forms.ts";
import { choosingTexts } from "./choosing-texts.ts";
import {
  type CandidateRead,
  type ChoiceRead,
  CRITERIA,
  candidateRead,
  choiceFor,
  enterScores,
  meanOf,
  type OwnRead,
  pageOf,
  type ScoreRead,
} from "./scores.ts";
import { ANSWER, ANSWERS, answerRequest, askCandidate, isRunning, stopChoosing } from "./sponsor-request.ts";

/** What is pressed around the choice of a sponsor; the right is checked at each press. */
export const choosingIds = {
  setup: "choosing.setup",
  withdraw: "choosing.withdraw",
  score: "choosing.score",
  ask: "choosing.ask",
  answer: ANSWER,
} as const;

const LONGEST_NAME = 80;
const LONGEST_ON_BUTTON = 40;

export function choiceView(reader: Reader, choice: ChoiceRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  const { program, candidates, scorers, isLed, isScorer } = choice;
  return view(reader, [
    section(texts.head(titleToShow(program.title))),
    context(isScorer ? texts.order : texts.unseenByLead),
    ...requestBlocks(reader, choice),
    ...candidates.flatMap((candidate, place) => candidateBlocks(reader, choice, candidate, place + 1)),
    isLed &&
      actions(
        "choosing.acts",
        button(choosingIds.setup, texts.setup.change, { value: program.id }),
        button(choosingIds.withdraw, texts.stop.button, {
          value: program.id,
          confirm: confirmed(reader, texts.stop),
        }),
      ),
    scorers.length > 0 && plainSection(texts.scorers(list(reader, scorers))),
    context(texts.readers),
  ]);
}

function confirmed(reader: Reader, texts: { title: string; text: string; confirm: string }) {
  return confirmation({ ...texts, deny: textsFor(choosingTexts, reader).cancel });
}

function view(
  reader: Reader,
  blocks: (KnownBlock | false)[],
  title = textsFor(choosingTexts, reader).title,
): ModalView {
  const { close } = textsFor(choosingTexts, reader);
  return modal({ title, close, blocks });
}

function requestBlocks(reader: Reader, { request }: ChoiceRead): KnownBlock[] {
  if (!request) return [];
  const texts = textsFor(choosingTexts, reader).asked;
  const name = escapeMrkdwn(shorten(request.name, LONGEST_NAME));
  if (!isRunning(request)) return [section(texts.no(name))];
  const day = longDate(reader, localDateOf(request.askedAt, reader.zone));
  return [section(request.answer === "talk" ? texts.talk(name) : texts.open(name, day))];
}

function candidateBlocks(
  reader: Reader,
  { isScorer, isLed, request }: ChoiceRead,
  candidate: CandidateRead,
  place: number,
): KnownBlock[] {
  const texts = textsFor(choosingTexts, reader);
  const { id, isSeen, scores, personId, hasLeft } = candidate;
  const called = shorten(candidate.called, LONGEST_NAME);
  const name = escapeMrkdwn(hasLeft ? `${called} · ${texts.candidate.hasLeft}` : called);
  const mayAsk = isLed && !hasLeft && !(request?.personId === personId && isRunning(request));
  const ask = texts.ask.button(shortenEscaped(candidate.called, LONGEST_ON_BUTTON));
  const score = isSeen ? texts.candidate.change : texts.candidate.enter;
  const confirm = confirmed(reader, texts.ask);
  const acts = [
    ...(isScorer ? [button(`${choosingIds.score}:${id}`, score, { value: id, primary: !isSeen })] : []),
    ...(mayAsk ? [button(`${choosingIds.ask}:${id}`, ask, { value: id, confirm })] : []),
  ];
  const head = isSeen ? `${place}. *${name}* · ${texts.mean(meanText(reader, meanOf(scores) ?? 0))}` : `*${name}*`;
  return [
    { ...section(head), block_id: `choosing.candidate:${id}` },
    ...(isSeen
      ? [words(...[...scoreLines(reader, scores), ...lackLines(reader, candidate)].map((text) => [{ text }]))]
      : []),
    ...(!isSeen && isScorer ? [context(texts.candidate.unseen)] : []),
    ...(acts.length > 0 ? [actions(`choosing.acts:${id}`, ...acts)] : []),
  ];
}

/** Under each criterion the mean, then what each scorer has seen. */
function scoreLines(reader: Reader, scores: readonly ScoreRead[]): string[] {
  const texts = textsFor(choosingTexts, reader);
  return CRITERIA.flatMap((criterion) => {
    const mean = meanOf(scores, criterion);
    const under = scores.filter((score) => score.criterion === criterion);
    const seen = under.map(({ evidence, score, by }) => texts.seen(evidence, score, shorten(by, LONGEST_NAME)));
    return mean === null ? [] : [texts.line(texts.criteria[criterion], meanText(reader, mean), seen.join(" · "))];
  });
}

function meanText(reader: Reader, mean: number): string {
  return number(reader, Math.round(mean * 10) / 10);
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

/** What a candidate sees: their own scores. */
export function ownView(reader: Reader, { program, scores }: OwnRead): ModalView {
  const texts = textsFor(choosingTexts, reader);
  return view(
    reader,
    [
      section(texts.own.head(titleToShow(program.title))),
      scores.length === 0 ? section(texts.none) : words(...scoreLines(reader, scores).map((text) => [{ text }])),
      context(texts.own.foot),
    ],
    texts.own.title,
  );
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
    case "setup":
      return setupView(reader, page);
  }
}

export function registerChoosingListeners(listening: Listening<Person>, services: Services): void {
  const reading = (actor: Person) => readerAt(actor, services.clock.now());
  onPress(listening, choosingIds.setup, async (press) => {
    await press.open(setupView(reading(press.actor), await setupOf(services, press.actor, press.value)));
  });
  onPress(listening, choosingIds.withdraw, async (press) => {
    await stopChoosing({ ...services, actor: press.actor }, { programId: press.value });
    await inPlace(press, await pageView(services, press.actor, press.value));
  });
  onPress(listening, new RegExp(`^${choosingIds.score}:`), async (press) => {
    const candidate = await candidateRead(services, press.actor, press.value);
    await showOver(press, scoreView(reading(press.actor), candidate, press.actor.id));
  });
  onPress(listening, new RegExp(`^${choosingIds.ask}:`), async (press) => {
    const { id } = await askCandidate({ ...services, actor: press.actor }, { candidateId: press.value });
    await inPlace(press, choiceView(reading(press.actor), await choiceFor(services, press.actor, id)));
  });
  // The message says itself what came of it.
  for (const answer of ANSWERS)
    onPress(listening, `${ANSWER}:${answer}`, async ({ actor, value }) => {
      await answerRequest({ ...services, actor }, { requestId: value, answer });
    });
  listenToForms(listening, services);
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  const choiceShown = async (actor: Person, programId: string) =>
    choiceView(readerAt(actor, services.clock.now()), await choiceFor(services, actor, programId));
  setupForm.listen(listening, async ({ actor, state: { programId }, filled, belowId, client }) => {
    const scorers: Person[] = [];
    for (const slackId of filled.scorers) scorers.push(await listening.actorOf(slackId, client));
    try {
      await saveChoice({ ...services, actor }, { programId, candidates: filled.candidates, scorers });
    } catch (error) {
      if (!(error instanceof DrumbeatError) || !AT_SCORERS.includes(error.code)) throw error;
      return { errors: { scorers: error.sentence(languageOf(actor.locale)) } };
    }
    return shownBelow({ client, belowId }, await choiceShown(actor, programId));
  });
  scoreForm.listen(listening, async ({ actor, state: { candidateId, programId }, filled, belowId, client }) => {
    await enterScores({ ...services, actor }, { candidateId, scores: scoredIn(filled) });
    return shownBelow({ client, belowId }, await choiceShown(actor, programId));
  });
}

const AT_SCORERS = ["CHOICE_SCORERS", "CHOICE_NO_SCORER"];

async function inPlace(
  { client, view: open }: Pick<Press<Person>, "client" | "view">,
  shown: ModalView,
): Promise<void> {
  if (open) await client.views.update({ view_id: open.id, hash: open.hash, view: shown });
}
