import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Services } from "../../platform/services.ts";
import { doneView, type Listening, lineMessage, onPress } from "../../platform/slack/listening.ts";
import { list, textsFor } from "../../platform/texts/language.ts";
import { handingOnIds } from "../ids.ts";
import { codeOf } from "../rules.ts";
import { declinedValue } from "./blocks.ts";
import { handingOnTexts } from "./texts.ts";
import { declineHandedOn } from "./use-cases.ts";
import { undoHandOver } from "./use-cases-undo.ts";

export function registerHandingOnListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, handingOnIds.decline, async ({ actor, value, reply }) => {
    const reader = readerOf(actor);
    const passed = await declineHandedOn(services, actor, declinedValue.parse(value));
    const codes = list(
      reader,
      passed.map(({ code }) => code),
    );
    const names = list(reader, [...new Set(passed.map(({ name }) => name))]);
    await reply(lineMessage(textsFor(handingOnTexts, reader).declined(codes, names)));
  });

  onPress(listening, handingOnIds.undo, async ({ actor, value, view, client, reply }) => {
    const texts = textsFor(handingOnTexts, readerOf(actor));
    const { item, owner } = await undoHandOver(services, actor, value);
    const code = codeOf(item);
    const sentence = owner === null ? texts.undoneToNobody(code) : texts.undone(code, owner);
    if (view) await client.views.update({ view_id: view.id, view: doneView(readerOf(actor), sentence) });
    else await reply(lineMessage(sentence));
  });
}
