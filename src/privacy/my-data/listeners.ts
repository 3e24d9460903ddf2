/** `/drumbeat my data`, the line of Home, and the pages behind them: for each person alone. */
import type { NamedCommand } from "../../kernel/capability.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, onPress, onPressOf, type Press } from "../../platform/slack/listening.ts";
import { textsFor } from "../../platform/texts/language.ts";
import {
  downloadForm,
  downloadView,
  myDataIds,
  myDataView,
  type SeeState,
  seeState,
  seeView,
  wholeValue,
  wholeView,
} from "./blocks.ts";
import { myDataTexts } from "./texts.ts";
import { myData, pageOf, sendOwnData, wholeRow } from "./use-cases.ts";

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

  onPress(listening, myDataIds.download, (press) => press.open(downloadView(now(press.actor))));
  downloadForm.listen(listening, async ({ actor }) => {
    await sendOwnData(services, actor);
    return { show: doneView(actor, textsFor(myDataTexts, actor).downloadDone) };
  });
}

async function firstPage(services: Services, actor: Person) {
  return myDataView(readerAt(actor, services.clock.now()), actor, await myData(services, actor));
}
