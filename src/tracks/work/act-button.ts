import type { Button } from "@slack/types";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { button, plain } from "../../slack/blocks.ts";
import { trackTexts } from "../texts.ts";
import { type WorkAct, workIds } from "./ids.ts";
import { workTexts } from "./texts.ts";

/** `id`: of a request, or of a program that takes them; `what`: the step to which somebody objects. */
export function actButton(reader: Reader, act: WorkAct, id: string, { what = "", primary = false } = {}): Button {
  const { act: texts, withdrawText } = textsFor(workTexts, reader);
  const confirm = {
    ...{ title: plain(texts.withdraw), text: plain(withdrawText), confirm: plain(texts.withdraw) },
    deny: plain(textsFor(trackTexts, reader).cancel),
  };
  const value = JSON.stringify({ act, id, what });
  return button(`${workIds.act}:${act}`, texts[act], {
    value,
    primary,
    ...(act === "withdraw" && { danger: true, confirm }),
  });
}
