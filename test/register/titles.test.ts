/** A title in Markdown, as it was typed before titles were read as text, or in a form. */
import { expect, it } from "vitest";
import { inTransaction } from "../../src/platform/transaction.ts";
import { type NewItem, raiseItem } from "../../src/register/use-cases.ts";
import { aRun, atAnyHour, personIn, textOf } from "../support/run.ts";

it("is shown as the text that it stands for at Home, in lists and in messages, and with its link where it is opened (B12)", async () => {
  const run = await aRun();
  await atAnyHour(run, "lea", "sofia", "tom");
  const [tom, sofia] = [await personIn(run, "tom"), await personIn(run, "sofia")];
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const typedOf = (type: string) => ({
    title: `Read the [list of ${type}s](https://example.org/${type}) **now**`,
    dueOn: "2026-11-02",
    sourceKey: `command:${type}`,
  });
  const items: NewItem[] = [
    { type: "ask", details: { kind: "decision" }, ...typedOf("ask"), ownerId: sofia.id },
    { type: "issue", details: { blocksWork: true }, ...typedOf("issue"), ownerId: tom.id },
    { type: "action", details: {}, ...typedOf("action"), ownerId: tom.id },
  ];
  for (const item of items) await inTransaction(run.db, (tx) => raiseItem(run.app.services, tx, tom, program.id, item));
  await run.to("2026-11-05T12:00Z");
  const shown = new Map<string, string>();
  for (const handle of ["tom", "sofia", "lea"]) {
    const person = run.as(handle);
    await person.openHome();
    await run.settle();
    const home = person.home();
    shown.set(`Home of ${handle}`, home ? textOf(home) : "");
    shown.set(`messages of ${handle}`, person.dm().map(textOf).join("\n"));
    for (const command of ["register", "register all", "find ACT-1", "find list", "plan"]) {
      const { response } = await person.command(`/drumbeat ${command}`);
      const view = person.view();
      shown.set(`${command} of ${handle}`, `${response ? textOf(response) : ""}\n${view ? textOf(view) : ""}`);
      if (view) await person.closeView({ all: true });
    }
  }
  const asTyped = [...shown].filter(([, text]) => /\]\(|\*\*/.test(text));
  expect(asTyped).toEqual([]);
  for (const where of ["Home of tom", "Home of sofia", "messages of tom", "register all of lea"])
    expect(shown.get(where), where).toMatch(/Read the list of (?:ask|issue|action)s now/);
  expect(shown.get("find ACT-1 of tom")).toContain("Read the list of actions (https://example.org/action) now");
});
