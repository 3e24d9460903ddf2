/** *Same as last time* opens the form filled, but for status and *Done*, which are of this time. */
import { expect, it } from "vitest";
import type { Answers, Question } from "../../src/cadences/questions/questions.ts";
import { templates } from "../../src/cadences/templates.ts";
import { blockOf } from "../../src/check-ins/form/field-values.ts";
import { fieldsStored } from "../../src/check-ins/form/view.ts";

const EMPTY_AGAIN = ["health", "progress", "blocker", "risk", "dependency", "decision", "request"];

function answerTo({ type }: Question): Answers[string] {
  return type === "health" ? { colour: "green" } : "As before";
}

it.each(templates().map((template) => [template.id, template.questions] as const))("of %s", (_, questions) => {
  const texts = questions.filter(({ type }) => ["text", "long-text", "health"].includes(type));
  const answers = Object.fromEntries(texts.map((question) => [question.key, answerTo(question)]));
  const previous = { answers } as Parameters<typeof fieldsStored>[1]["previous"];
  const nothing = { current: undefined, tracked: [], unsigned: {} };
  const fields = fieldsStored(questions, { prefill: "previous", previous, ...nothing });
  const filled = texts.filter(({ key }) => blockOf(key) in fields).map(({ feeds = "" }) => feeds);
  expect(filled.filter((feeds) => EMPTY_AGAIN.includes(feeds))).toEqual([]);
  expect(filled).toHaveLength(texts.filter(({ feeds = "" }) => !EMPTY_AGAIN.includes(feeds)).length);
});
