/** Listens to what is pressed and submitted on the screens beside digests. */
import type { ModalView } from "@slack/types";
import type { NamedCommand } from "../app/capability.ts";
import type { Person } from "../people/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { showOver, viewOfList } from "../register/views.ts";
import { section } from "../slack/blocks.ts";
import { doneView, type Listening, onPress, type Press } from "../slack/listening.ts";
import { digestIds, pageValue, reportValue, screenIds, sourcesValue } from "./ids.ts";
import { type Chosen, EVERYTHING_NOW, portfolioForm, portfolioScreen } from "./portfolio.ts";
import { openProgramScreen, programForm, programScreen, showPresent } from "./program-screen.ts";
import { answerScreen, sourcesScreen } from "./sources.ts";
import { workTexts } from "./texts-screens.ts";

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
    async handle({ actor, client, triggerId }) {
      const view = await portfolioScreen(services, actor, EVERYTHING_NOW);
      const { none } = textsFor(workTexts, actor).portfolio;
      if (!view) return { text: none, blocks: [section(none)] };
      await client.views.open({ trigger_id: triggerId, view });
      return null;
    },
  };
}

function listenToPrograms(listening: Listening<Person>, services: Services): void {
  for (const id of [screenIds.open, digestIds.openProgram]) {
    onPress(listening, id, (press) => openProgramScreen(services, press, press.value));
  }

  onPress(listening, screenIds.present, (press) => showPresent(services, press));

  onPress(listening, screenIds.register, async (press) => {
    const filter = { isMine: false, programId: press.value, type: null, state: "open" as const };
    await showOver(press, await viewOfList(services, press.actor, { page: 0, query: null, filter }));
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
