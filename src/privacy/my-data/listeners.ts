/** `/drumbeat my data`, the line of Home, and the pages behind them: for each person alone. */
import type { NamedCommand } from "../../kernel/capability.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, onPressOf, type Press } from "../../platform/slack/listening.ts";
import { longDate, textsFor, whomToAsk } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { objectionFormFor } from "../objections/listeners.ts";
import { objectionsOf } from "../objections/use-cases.ts";
import {
  downloadForm,
  downloadView,
  erasureForm,
  erasureView,
  myDataIds,
  myDataView,
  rowMenu,
  type SeeState,
  seeState,
  seeView,
  wholeValue,
  wholeView,
} from "./blocks.ts";
import { myDataTexts } from "./texts.ts";
import { askForOwnCopy, askForOwnErasure, myData, pageOf, sendOwnData, wholeRow } from "./use-cases.ts";

export function myDataCommand(services: Services): NamedCommand<Person> {
  return {
    word: "my-data",
    otherWords: { en: ["my", "data", "my personal data"], fr: ["mes", "données", "données personnelles", "RGPD"] },
    help: (reader) => textsFor(myDataTexts, reader).command,
    label: (reader) => textsFor(myDataTexts, reader).commandLabel,
    async handle({ actor, triggerId, client }) {
      await client.views.open({ trigger_id: triggerId, view: await firstPage(services, actor) });
      return null;
    },
  };
}

export function registerMyDataListeners(listening: Listening<Person>, services: Services): void {
  const now = (person: Person) => readerAt(person, services.clock.now());
  const see = async (actor: Person, state: SeeState) =>
    seeView(now(actor), actor, { state, page: await pageOf(services, actor, state) });

  onPress(listening, new RegExp(`^${myDataIds.see}:`), async (press) => {
    const state = seeState.parse({ of: press.value, page: 0 });
    await press.open(await see(press.actor, state));
  });
  const turn = async (press: Press<Person>, by: number) => {
    if (!press.view) return;
    const { of, page } = seeState.parse(JSON.parse(press.view.privateMetadata));
    const view = await see(press.actor, { of, page: Math.max(0, page + by) });
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  };
  onPress(listening, myDataIds.earlier, (press) => turn(press, 1));
  onPress(listening, myDataIds.later, (press) => turn(press, -1));

  onPressOf(listening, myDataIds.whole, wholeValue, async (press) => {
    const row = await wholeRow(services, press.actor, press.value);
    const reader = now(press.actor);
    await press.open(row ? wholeView(reader, row) : doneView(reader, textsFor(myDataTexts, reader).seeNone));
  });

  rowMenu.listen(listening, async (press, kind, about) => {
    await press.open(await objectionFormFor(services, press.actor, { kind, about }));
  });
  onPress(listening, myDataIds.object, async (press) => {
    await press.open(await objectionFormFor(services, press.actor, { kind: "object", about: "" }));
  });

  onPress(listening, myDataIds.download, (press) => press.open(downloadView(now(press.actor))));
  downloadForm.listen(listening, async ({ actor }) => {
    await sendOwnData(services, actor);
    return { show: doneView(actor, textsFor(myDataTexts, actor).downloadDone) };
  });

  onPress(listening, myDataIds.copy, async ({ actor, view, client }) => {
    const reader = now(actor);
    const { until, names } = await askForOwnCopy(services, actor);
    const who = names.length === 0 ? "" : whomToAsk(reader, names);
    const told = textsFor(myDataTexts, reader).copyDone(who, longDate(reader, localDateOf(until, reader.zone)));
    if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: doneView(reader, told) });
  });

  onPress(listening, myDataIds.erasure, (press) => press.open(erasureView(now(press.actor))));
  erasureForm.listen(listening, async ({ actor }) => {
    const reader = now(actor);
    const names = await askForOwnErasure(services, actor);
    return { show: doneView(reader, textsFor(myDataTexts, reader).erasureDone(whomToAsk(reader, names))) };
  });
}

async function firstPage(services: Services, actor: Person) {
  const [data, objections] = [await myData(services, actor), await objectionsOf(services, actor)];
  return myDataView(readerAt(actor, services.clock.now()), actor, { data, objections });
}
