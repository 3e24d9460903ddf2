import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { placedElements } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { erasureIds } from "../../src/privacy/erasure/blocks.ts";
import { erasuresOf } from "../../src/privacy/erasure/use-cases.ts";
import { DECIDE_ACT } from "../../src/privacy/two-person-acts/blocks.ts";
import { openHome } from "../support/home-tab.ts";
import {
  aRun,
  arrivals,
  LEA,
  leaveSlack,
  NINA,
  openForm,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  TOM,
  textOf,
} from "../support/run.ts";

const DAILY = [{ key: "done", type: "long-text", label: { en: "Done", fr: "Fait" } }] as const;

async function aWorkspace(): Promise<Run> {
  const run = await aRun({
    people: [LEA, TOM, NINA, SAM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "sofia", team: ["tom", "nina"] }],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: DAILY,
        rule: { every: "day", at: "09:00", zone: "UTC" },
        audience: ["team"],
      },
    ],
  });
  // Léa looks after people's data, Sam is an admin, Tom is to be erased.
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sam").execute();
  await run.db.updateTable("person").set({ is_data_protection: 1 }).where("handle", "=", "lea").execute();
  return run;
}

/** By an admin; returns what they are told. */
async function ask(run: Run): Promise<string> {
  const tom = await personIn(run, "tom");
  await run.as("sam").command(`/drumbeat erase <@${tom.slack_user_id}|tom>`);
  await run.as("sam").waitForView();
  run.as("sam").fill("reason", "He asked for it by letter.");
  const told = await savedWith(run, "sam");
  await run.settle();
  return told;
}

/** The last message of the app with this button. */
function lastWith(run: Run, handle: string, actionId: string) {
  const message = arrivals(run, handle).findLast(({ message: { blocks } }) =>
    placedElements(blocks).some((placed) => placed.actionId === actionId),
  )?.message;
  const button = message && placedElements(message.blocks).find((placed) => placed.actionId === actionId);
  if (!message || !button) throw new Error(`${handle} has no ${actionId}`);
  return { message, action: { actionId, value: String(button.element.value) } };
}

async function answer(run: Run, how: "agree" | "refuse"): Promise<string> {
  const { message, action } = lastWith(run, "lea", DECIDE_ACT);
  await run.as("lea").press(message, action);
  await run.as("lea").waitForView();
  run.as("lea").fill("answer", how);
  const told = await savedWith(run, "lea");
  await run.settle();
  return told;
}

describe("an erasure takes two people", () => {
  it("is asked for by an admin and agreed by whoever looks after the data; both get a receipt (ERASE2) (two-persons)", async () => {
    const run = await aWorkspace();
    await run.to("2026-11-03T10:00:00.000Z");
    await openForm(run, "nina", "weekly");
    await fillAndSubmit(run.as("nina"), [{ key: "done", type: "long-text", label: "Done" }], {
      done: "Tom Baker helped me.",
    });
    expect(await ask(run)).toMatch(/^Asked\. It waits for Léa Martin, until Tuesday/);
    await run.to("2026-11-04T10:00:00.000Z");
    const { message } = lastWith(run, "lea", DECIDE_ACT);
    expect(textOf(message)).toMatch(
      /Sam Poe demande l’effacement des données concernant Tom Baker\. Motif.: «.He asked for it by letter\..» Répondez au plus tard le/,
    );
    expect(await openHome(run, "lea")).toContain("IL Y FAUT DEUX PERSONNES");
    expect(await erasuresOf(run.db, run.app.workspace.id)).toEqual([]);

    expect(await answer(run, "agree")).toBe("Accord enregistré.");
    await run.to("2026-11-05T10:00:00.000Z");
    const [erasure] = await erasuresOf(run.db, run.app.workspace.id);
    expect(erasure).toMatchObject({ state: "confirming" });
    // What Léa was asked names nobody any more.
    expect(run.as("lea").dm().map(textOf).join("\n")).not.toContain("Tom Baker");

    const names = lastWith(run, "lea", erasureIds.names);
    await run.as("lea").press(names.message, names.action);
    const view = await run.as("lea").waitForView();
    expect(textOf(view)).toContain("Tom Baker helped me.");
    run.as("lea").fill("first", ["0"]);
    expect(await savedWith(run, "lea")).toContain("Le reçu viendra");
    await run.settle();
    await run.to("2026-11-06T10:00:00.000Z");
    for (const handle of ["sam", "lea"]) {
      const receipt = lastWith(run, handle, erasureIds.receipt);
      await run.as(handle).press(receipt.message, receipt.action);
      const shown = textOf(await run.as(handle).waitForView());
      if (handle === "sam") expect(shown).toContain("The name in 1 text by others");
      else expect(shown).toContain("Ce qui n’a pas pu être atteint");
    }
    const said = run.sandbox.allMessages().filter(({ bot_id }) => bot_id !== undefined);
    expect(said.filter((one) => JSON.stringify(one).includes("Tom Baker"))).toEqual([]);
  });

  it("is asked for by whoever looks after the data too, of somebody who has left Slack (left-asked-no-more)", async () => {
    const run = await aWorkspace();
    const { slack_user_id: tom } = await personIn(run, "tom");
    await leaveSlack(run, "tom");
    await run.as("lea").command(`/drumbeat effacer <@${tom}|tom>`);
    await run.as("lea").waitForView();
    run.as("lea").fill("reason", "Il l’a demandé par écrit.");
    expect(await savedWith(run, "lea")).toContain("Sam Poe");
  });

  it("whoever asked hears that it was refused, or that nobody answered; nothing is erased (ERASE5) (two-persons)", async () => {
    const run = await aWorkspace();
    await run.to("2026-11-03T10:00:00.000Z");
    await ask(run);
    expect(await answer(run, "refuse")).toContain("Refus enregistré");
    await run.to("2026-11-04T10:00:00.000Z");
    expect(arrivals(run, "sam").at(-1)?.text).toContain(
      "You asked to erase the data of Tom Baker: Léa Martin refused.",
    );
    await ask(run);
    await run.to("2026-11-20T10:00:00.000Z");
    expect(arrivals(run, "sam").at(-1)?.text).toContain("no one answered in time");
    await expect(answer(run, "agree")).rejects.toThrow();
    expect((await personIn(run, "tom")).erased_at).toBeNull();
    expect(await erasuresOf(run.db, run.app.workspace.id)).toEqual([]);
  });

  it("is asked for on the server too, which names whoever has to agree and others of the same name (ERASE6)", async () => {
    const run = await aRun({ people: [LEA, TOM, { ...NINA, name: TOM.name }, RAVI, SAM, SOFIA] });
    await run.db.updateTable("person").set({ is_data_protection: 1 }).where("handle", "=", "lea").execute();
    const { id } = await personIn(run, "tom");
    await run.stopApp();
    const cli = async (...args: string[]) =>
      (await promisify(execFile)(process.execPath, ["src/cli.ts", "person", ...args, "--database", run.location]))
        .stdout;
    const told = await cli("erase", "tom", "--reason", "By letter");
    expect(told).toContain("it waits for Léa Martin, until");
    expect(told).toContain("nina has the same name");
    await run.startApp();
    // The command goes by the machine's clock.
    const times = { asked_at: run.clock.now(), ends_at: "2026-11-16T00:00:00.000Z" };
    await run.db.updateTable("two_person_act").set(times).execute();
    await run.to("2026-11-03T10:00:00.000Z");
    await answer(run, "agree");
    await run.to("2026-11-03T12:00:00.000Z");
    await run.stopApp();
    expect(await cli("erase", `erased-${id}`)).toContain("Erased on");
    expect(JSON.parse(await cli("erasures"))).toMatchObject({ person: id, places: [] });
  });
});
