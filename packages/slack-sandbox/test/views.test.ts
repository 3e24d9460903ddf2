import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { SlackFailure, TROUBLE_CONNECTING } from "../src/failures.ts";
import { aSandbox, aSocketApp, refusalOf } from "./workspace.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const textInput = (
  blockId: string,
  members: { initial_value?: string; max_length?: number; min_length?: number } = {},
) => ({
  type: "input" as const,
  block_id: blockId,
  optional: true,
  label: plain(blockId),
  element: { type: "plain_text_input" as const, action_id: "text", ...members },
});
const aView = (
  title: string,
  blocks: ModalView["blocks"] = [textInput("note")],
  members: Partial<ModalView> = {},
): ModalView => ({
  type: "modal",
  callback_id: "form",
  title: plain(title),
  submit: plain("Send"),
  blocks,
  ...members,
});

/** Ana has pressed a button; the app has her trigger and has opened nothing yet. */
async function aTrigger(listen: (app: App) => void = () => undefined) {
  const workspace = await aSandbox();
  const triggers: string[] = [];
  await aSocketApp(workspace.sandbox, (app) => {
    app.action("go", async ({ ack, body }) => {
      if ("trigger_id" in body) triggers.push(body.trigger_id);
      await ack();
    });
    listen(app);
  });
  const ana = workspace.sandbox.as("ana");
  const button = { type: "button" as const, action_id: "go", text: plain("Go") };
  await workspace.client.chat.postMessage({
    channel: ana.userId,
    text: "Go",
    blocks: [{ type: "actions", elements: [button] }],
  });
  const [message] = ana.dm();
  if (!message) throw new Error("no message");
  const press = async () => {
    await ana.press(message, { actionId: "go" });
    return triggers.at(-1) ?? "";
  };
  const open = async (view: ModalView) => {
    const opened = await workspace.client.views.open({ trigger_id: await press(), view });
    return { id: opened.view?.id ?? "", hash: opened.view?.hash ?? "" };
  };
  return { ...workspace, ana, press, open, button };
}

describe("a trigger", () => {
  it("opens one view", async () => {
    const { client, ana, press } = await aTrigger();
    const trigger = await press();
    const { view } = await client.views.open({ trigger_id: trigger, view: aView("One") });
    expect(view).toMatchObject({ type: "modal", callback_id: "form", root_view_id: view?.id, previous_view_id: null });
    expect(ana.view()?.id).toBe(view?.id);
    const again = client.views.open({ trigger_id: trigger, view: aView("Two") });
    expect(await refusalOf(again)).toBe("exchanged_trigger_id");
    expect(await refusalOf(client.views.open({ trigger_id: "1.2.3", view: aView("Two") }))).toBe("invalid_trigger_id");
  });

  it("dies after three real seconds", async () => {
    const { client, press } = await aTrigger();
    const trigger = await press();
    await new Promise((resolve) => setTimeout(resolve, 3050));
    expect(await refusalOf(client.views.open({ trigger_id: trigger, view: aView("Late") }))).toBe("expired_trigger_id");
  });

  it("is not spent on a view that is refused", async () => {
    const { client, press } = await aTrigger();
    const trigger_id = await press();
    const refused = client.views.open({ trigger_id, view: aView("A title that is too long by far") });
    await expect(refused).rejects.toMatchObject({
      data: {
        error: "invalid_arguments",
        response_metadata: {
          messages: [
            "[ERROR] failed to match all allowed schemas [json-pointer:/view/title]",
            "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
          ],
        },
      },
    });
    const large = Array.from({ length: 90 }, () => ({ type: "section" as const, text: plain("x".repeat(2900)) }));
    expect(await refusalOf(client.views.open({ trigger_id, view: aView("Big", large) }))).toBe("view_too_large");
    expect(await client.views.open({ trigger_id, view: aView("Good") })).toMatchObject({ ok: true });
  });
});

describe("an open modal", () => {
  it("keeps what was typed where block and action stay, and nothing else", async () => {
    const { client, ana, open } = await aTrigger();
    const { id } = await open(aView("One", [textInput("stays"), textInput("renamed")]));
    ana.fill("stays", "typed");
    ana.fill("renamed", "typed too");
    await client.views.update({
      view_id: id,
      view: aView("Two", [
        textInput("stays", { initial_value: "initial" }),
        textInput("other", { initial_value: "new" }),
      ]),
    });
    expect(ana.view()?.state.values).toEqual({
      stays: { text: { type: "plain_text_input", value: "typed" } },
      other: { text: { type: "plain_text_input", value: "new" } },
    });
  });

  it("is updated only with its present hash, when one is given", async () => {
    const { client, open } = await aTrigger();
    const { id, hash } = await open(aView("One"));
    const updated = await client.views.update({ view_id: id, hash, view: aView("Two") });
    expect(updated.view?.hash).not.toBe(hash);
    expect(await refusalOf(client.views.update({ view_id: id, hash, view: aView("Three") }))).toBe("hash_conflict");
    expect(await client.views.update({ view_id: id, view: aView("Three") })).toMatchObject({ ok: true });
    expect(await refusalOf(client.views.update({ view_id: "V0GONE", view: aView("x") }))).toBe("not_found");
    expect(await refusalOf(client.apiCall("views.update", { view: aView("x") }))).toBe("invalid_arguments");
  });

  it("may come after the acknowledgement", async () => {
    const { ana } = await aTrigger((app) => {
      app.command("/drumbeat", async ({ ack, command, client: slack }) => {
        await ack();
        await slack.views.open({ trigger_id: command.trigger_id, view: aView("Late") });
      });
    });
    await ana.command("/drumbeat");
    expect(await ana.waitForView()).toMatchObject({ title: { text: "Late" } });
  });

  it("is found by its external_id, which no other may have", async () => {
    const { client, ana, press, open } = await aTrigger();
    await open(aView("One", undefined, { external_id: "e1" }));
    await client.views.update({ external_id: "e1", view: aView("Two", undefined, { external_id: "e1" }) });
    expect(ana.view()?.title).toMatchObject({ text: "Two" });
    const same = client.views.open({ trigger_id: await press(), view: aView("x", undefined, { external_id: "e1" }) });
    expect(await refusalOf(same)).toBe("duplicate_external_id");
  });

  it("carries at most two others, pushed with triggers of its own", async () => {
    const triggers: string[] = [];
    const { client, ana, press, open, button } = await aTrigger((app) => {
      app.action("more", async ({ ack, body }) => {
        if ("trigger_id" in body) triggers.push(body.trigger_id);
        await ack();
      });
    });
    const more = { type: "actions" as const, elements: [{ ...button, action_id: "more" }] };
    const push = async (title: string) => {
      await ana.pressInView({ actionId: "more" });
      return client.views.push({ trigger_id: triggers.at(-1) ?? "", view: aView(title, [more]) });
    };
    const { id } = await open(aView("One", [more]));
    const two = await push("Two");
    expect(two.view).toMatchObject({ root_view_id: id, previous_view_id: id });
    await push("Three");
    expect(await refusalOf(push("Four"))).toBe("push_limit_reached");
    expect(await refusalOf(client.views.push({ trigger_id: await press(), view: aView("x") }))).toBe("not_found");
    await ana.closeView();
    expect(ana.view()?.title).toMatchObject({ text: "Two" });
  });

  it("says when it is cancelled, where it was asked to", async () => {
    const closed: string[] = [];
    const { ana, open } = await aTrigger((app) => {
      app.view({ type: "view_closed", callback_id: "form" }, async ({ ack, view }) => {
        closed.push(view.id);
        await ack();
      });
    });
    await open(aView("Silent"));
    await ana.closeView();
    const { id } = await open(aView("Telling", undefined, { notify_on_close: true }));
    await ana.closeView();
    expect(closed).toEqual([id]);
    expect(ana.view()).toBeNull();
    await expect(ana.closeView()).rejects.toThrow(SlackFailure);
  });
});

describe("a modal on top of another", () => {
  async function twoViews(top: Partial<ModalView>) {
    const closed: [string, boolean][] = [];
    const trigger = await aTrigger((app) => {
      app.view("form", async ({ ack }) => ack({ response_action: "push", view: aView("Top", undefined, top) }));
      app.view({ type: "view_closed", callback_id: "form" }, async ({ ack, view, body }) => {
        closed.push([view.id, "is_cleared" in body && body.is_cleared]);
        await ack();
      });
    });
    const { id: bottom } = await trigger.open(aView("Bottom", undefined, { notify_on_close: true }));
    await trigger.ana.submit();
    return { ...trigger, bottom, closed };
  }

  it("goes alone when it is cancelled, with the whole stack when all is closed or it clears on close", async () => {
    const cancelled = await twoViews({});
    await cancelled.ana.closeView();
    expect(cancelled.ana.view()?.id).toBe(cancelled.bottom);
    expect(cancelled.closed).toEqual([]);
    const crossed = await twoViews({});
    await crossed.ana.closeView({ all: true });
    expect(crossed.ana.view()).toBeNull();
    expect(crossed.closed).toEqual([[crossed.bottom, true]]);
    const clearing = await twoViews({ clear_on_close: true });
    await clearing.ana.closeView();
    expect(clearing.closed).toEqual([[clearing.bottom, true]]);
  });
});

describe("a field that tells the app at once", () => {
  it("is pressed, not filled, and its value goes along", async () => {
    const told: unknown[] = [];
    const { client, ana, press } = await aTrigger((app) => {
      app.action("colour", async ({ ack, body }) => {
        if ("view" in body) told.push(body.view?.state.values);
        await ack();
      });
    });
    const option = { text: plain("Green"), value: "green" };
    const colour = {
      ...textInput("health"),
      dispatch_action: true,
      element: { type: "static_select" as const, action_id: "colour", options: [option] },
    };
    await client.views.open({ trigger_id: await press(), view: aView("Form", [colour, textInput("note")]) });
    ana.fill("note", "kept");
    expect(() => ana.fill("health", "green")).toThrow("press it");
    await ana.pressInView({ actionId: "colour", option: "Green" });
    expect(told).toEqual([
      {
        health: { colour: { type: "static_select", selected_option: option } },
        note: { text: { type: "plain_text_input", value: "kept" } },
      },
    ]);
  });
});

describe("a submission", () => {
  const answers: Record<string, object> = {
    errors: { response_action: "errors", errors: { note: "Too vague." } },
    "errors elsewhere": { response_action: "errors", errors: { nowhere: "Too vague." } },
    update: { response_action: "update", view: aView("Updated") },
    "bad update": { response_action: "update", view: { ...aView("Updated"), width: 3 } },
    push: { response_action: "push", view: aView("Pushed") },
    clear: { response_action: "clear" },
    nonsense: { response_action: "dance" },
  };

  async function submitFor(name: string) {
    const trigger = await aTrigger((app) => {
      app.view("form", async ({ ack }) => {
        const answer = answers[name];
        // What Bolt's types would refuse is what the sandbox has to catch.
        await Reflect.apply(ack, undefined, answer ? [answer] : []);
      });
    });
    await trigger.open(aView("One"));
    return { ...trigger, outcome: await trigger.ana.submit() };
  }

  it("closes the modal when it is acknowledged", async () => {
    const { ana, outcome } = await submitFor("nothing");
    expect(outcome).toEqual({ closed: true });
    expect(ana.view()).toBeNull();
  });

  it("shows errors at the fields they name, and stays open", async () => {
    const { ana, outcome } = await submitFor("errors");
    expect(outcome).toEqual({ errors: { note: "Too vague." } });
    expect(ana.view()?.title).toMatchObject({ text: "One" });
  });

  it("can update, push and clear", async () => {
    expect((await submitFor("update")).outcome).toMatchObject({ updated: { title: { text: "Updated" } } });
    expect((await submitFor("push")).outcome).toMatchObject({ pushed: { title: { text: "Pushed" } } });
    expect((await submitFor("clear")).outcome).toEqual({ closed: true });
  });

  it.each(["errors elsewhere", "bad update", "nonsense"])(
    "fails before the person's eyes when the answer is %s",
    async (name) => {
      const { ana, outcome, transcript } = await submitFor(name);
      expect(outcome).toEqual({ failed: TROUBLE_CONNECTING });
      expect(ana.view()?.title).toMatchObject({ text: "One" });
      expect(transcript.at(-1)).toMatchObject({ direction: "act", type: "submit", ok: false });
    },
  );
});

describe("a field", () => {
  const options = ["green", "amber"].map((value) => ({ text: plain(`Colour ${value}`), value }));
  const field = (blockId: string, element: object) => ({
    ...textInput(blockId),
    element: { action_id: "a", ...element },
  });
  const fields = [
    field("text", { type: "plain_text_input", max_length: 5, min_length: 2 }),
    field("number", { type: "number_input", is_decimal_allowed: false, min_value: "1", max_value: "5" }),
    field("url", { type: "url_text_input" }),
    field("email", { type: "email_text_input" }),
    field("select", { type: "static_select", options }),
    field("boxes", { type: "checkboxes", options }),
    field("box", { type: "checkboxes", options: options.slice(0, 1) }),
    field("people", { type: "multi_users_select", max_selected_items: 1 }),
    field("person", { type: "users_select" }),
    field("date", { type: "datepicker" }),
    field("time", { type: "timepicker" }),
    field("moment", { type: "datetimepicker" }),
  ];

  it("takes what Slack's client takes", async () => {
    const { client, ana, press, sandbox } = await aTrigger();
    await client.apiCall("views.open", { trigger_id: await press(), view: { ...aView("Fields"), blocks: fields } });
    ana.fill("text", "a😀b");
    ana.fill("number", 3);
    ana.fill("url", "https://example.com/a?b=c");
    ana.fill("email", "ana@example.com");
    ana.fill("select", "Colour amber");
    ana.fill("boxes", ["green", "amber"]);
    ana.fill("box", true);
    ana.fill("people", ["bruno"]);
    ana.fill("person", sandbox.person("chen").userId);
    ana.fill("date", "2026-02-28");
    ana.fill("time", "09:30");
    ana.fill("moment", 1_772_442_000);
    const values = Object.entries(ana.view()?.state.values ?? {}).map(([blockId, { a }]) => {
      const { type: _, ...state } = a ?? {};
      return [blockId, Object.values(state)[0]];
    });
    expect(Object.fromEntries(values)).toEqual({
      text: "a😀b",
      number: "3",
      url: "https://example.com/a?b=c",
      email: "ana@example.com",
      select: options[1],
      boxes: options,
      box: options.slice(0, 1),
      people: [sandbox.person("bruno").userId],
      person: sandbox.person("chen").userId,
      date: "2026-02-28",
      time: "09:30",
      moment: 1_772_442_000,
    });
    ana.fill("text", null);
    ana.fill("boxes", null);
    expect(ana.view()?.state.values).toMatchObject({
      text: { a: { value: null } },
      boxes: { a: { selected_options: [] } },
    });
  });

  it("refuses what Slack's client refuses, and says why", async () => {
    const { client, ana, press, sandbox } = await aTrigger();
    await client.apiCall("views.open", { trigger_id: await press(), view: { ...aView("Fields"), blocks: fields } });
    sandbox.misbehave({ do: "deactivate", handle: "chen" });
    const refused: [string, Parameters<typeof ana.fill>[1], string][] = [
      ["text", "😀😀😀", "no more than 5"],
      ["text", "x", "at least 2"],
      ["text", "a\nb", "single line"],
      ["text", 3, "takes text"],
      ["number", "three", "valid number"],
      ["number", "2.5", "whole number"],
      ["number", 6, "at most 5"],
      ["number", "0", "at least 1"],
      ["url", "example.com", "valid URL"],
      ["email", "ana", "valid email"],
      ["select", "red", "no option"],
      ["boxes", ["red"], "no option"],
      ["boxes", ["green", "green"], "twice"],
      ["boxes", true, "single box"],
      ["people", ["ana", "bruno"], "no more than 1"],
      ["person", "nobody", "nobody to pick"],
      ["person", "chen", "nobody to pick"],
      ["date", "2026-02-30", "valid date"],
      ["time", "9h", "valid time"],
      ["moment", "now", "valid date and time"],
      ["nowhere", "x", "no field nowhere"],
    ];
    for (const [blockId, value, why] of refused)
      expect(() => ana.fill(blockId, value), `${blockId} ${value}`).toThrow(why);
    expect(() => ana.fill("text", "x")).toThrow(SlackFailure);
  });
});
