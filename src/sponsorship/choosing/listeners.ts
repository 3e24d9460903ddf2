/** How a program chooses its sponsor, on screen: from *My people*, by `/drumbeat sponsor-choice LOY`, and by the request. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { NamedCommand } from "../../kernel/capability.ts";
import { shownBelow } from "../../kernel/forms/below.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import { DrumbeatError } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, onPressOf, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { showOver } from "../../register/views.ts";
import { candidateView, choiceView, handOverView, nobodyView, offView } from "./blocks.ts";
import { ownView } from "./blocks-own.ts";
import {
  askForm,
  askView,
  enteredIn,
  factErrors,
  factsForm,
  factsView,
  replacedIn,
  setupForm,
  setupView,
} from "./forms.ts";
import { choosingIds } from "./ids.ts";
import { problemsIn } from "./rules.ts";
import { ANSWERS, type Answer } from "./table.ts";
import { choosingTexts } from "./texts.ts";
import { saveChoice, withdrawChoice } from "./use-cases.ts";
import { confirmFact, enterFacts } from "./use-cases-facts.ts";
import { candidateRead, choiceFor, handOverFor, pageOf, setupOf } from "./use-cases-reading.ts";
import { answerRequest, askCandidate, withdrawRequest } from "./use-cases-request.ts";

const aboutHandOver = z.strictObject({ programId: z.string(), personId: z.string() });
const pageState = z.object({ programId: z.string(), candidateId: z.string().optional() });

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
    case "off":
      return offView(reader, page);
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
    await inPlace(press, await choiceOf(services, press.actor, press.value));
  });
  onPress(listening, new RegExp(`^${choosingIds.candidate}:`), async (press) => {
    await showOver(press, await candidateOf(services, press.actor, press.value));
  });
  onPress(listening, new RegExp(`^${choosingIds.facts}:`), async (press) => {
    const candidate = await candidateRead(services, press.actor, press.value);
    const isOverCandidate = stateIn(press)?.candidateId !== undefined;
    await showOver(press, factsView(reading(press.actor), candidate, isOverCandidate));
  });
  onPress(listening, new RegExp(`^${choosingIds.confirm}:`), async (press) => {
    const candidateId = await confirmFact(services, press.actor, press.value);
    await inPlace(press, await candidateOf(services, press.actor, candidateId));
    await showBelow(services, press);
  });
  onPress(listening, choosingIds.ask, async (press) => {
    const { choice, ...candidate } = await candidateRead(services, press.actor, press.value);
    await showOver(press, askView(reading(press.actor), candidate, choice));
  });
  onPressOf(listening, new RegExp(`^${choosingIds.handOver}(:|$)`), aboutHandOver, async ({ value, ...press }) => {
    await showOver(press, handOverView(reading(press.actor), await handOverFor(services, press.actor, value)));
  });
  for (const answer of ANSWERS)
    onPress(listening, `${choosingIds.answer}:${answer}`, (press) => answered(services, press, answer));
  listenToForms(listening, services);
}

function listenToForms(listening: Listening<Person>, services: Services): void {
  setupForm.listen(listening, async ({ actor, state: { programId }, filled, belowId, client }) => {
    const contributors: Person[] = [];
    for (const slackId of filled.contributors) contributors.push(await listening.actorOf(slackId, client));
    await saveChoice(services, actor, programId, { stakeholderIds: filled.candidates, contributors });
    const view = await choiceOf(services, actor, programId);
    return shownBelow({ client, belowId }, view);
  });
  factsForm.listen(listening, async ({ actor, state: { candidateId, isOverCandidate }, filled, belowId, client }) => {
    const entered = enteredIn(filled);
    const problems = problemsIn(entered, localDateOf(services.clock.now(), actor.zone));
    if (problems.length > 0) return { errors: factErrors(actor, problems) };
    await enterFacts(services, actor, candidateId, entered);
    const { choice, ...candidate } = await candidateRead(services, actor, candidateId);
    const reader = readerAt(actor, services.clock.now());
    const view = isOverCandidate ? candidateView(reader, { ...candidate, choice }) : choiceView(reader, choice);
    return shownBelow({ client, belowId }, view);
  });
  askForm.listen(listening, async ({ actor, state: { candidateId }, filled }) => {
    const name = await askCandidate(services, actor, candidateId, replacedIn(filled));
    return { show: doneView(actor, textsFor(choosingTexts, actor).ask.done(name)) };
  });
}

/** The message says itself what came of it; a page that it was pressed in too. */
async function answered(services: Services, press: Press<Person>, answer: Answer): Promise<void> {
  const program = await answerRequest(services, press.actor, press.value, answer);
  if (press.view) await inPlace(press, await pageView(services, press.actor, program.id));
}

async function choiceOf(services: Services, actor: Person, programId: string): Promise<ModalView> {
  return choiceView(readerAt(actor, services.clock.now()), await choiceFor(services, actor, programId));
}

async function candidateOf(services: Services, actor: Person, candidateId: string): Promise<ModalView> {
  return candidateView(readerAt(actor, services.clock.now()), await candidateRead(services, actor, candidateId));
}

async function inPlace({ client, view }: Pick<Press<Person>, "client" | "view">, shown: ModalView): Promise<void> {
  if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
}

/** Of the page that was pressed in. */
function stateIn({ view }: Pick<Press<Person>, "view">) {
  return view ? pageState.safeParse(JSON.parse(view.privateMetadata || "{}")).data : undefined;
}

/** The list below a page of it; where something else is below, that stays. */
async function showBelow(services: Services, { actor, client, view }: Press<Person>): Promise<void> {
  const programId = stateIn({ view })?.programId;
  if (!view?.belowId || programId === undefined) return;
  try {
    await client.views.update({ view_id: view.belowId, view: await choiceOf(services, actor, programId) });
  } catch (error) {
    if (error instanceof DrumbeatError) return;
    throw error;
  }
}
