/** What is pressed on steps and work requests: done at once, or put in a form first. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { assertNever } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { type Listening, onPress, onPressOf, type Press } from "../slack/listening.ts";
import { onShortcut } from "../slack/shortcuts.ts";
import { answerAsHeir } from "./leaver-items.ts";
import { stepIds, stepMenu } from "./step-action-ids.ts";
import { listenToStepForms, stepFormFor } from "./step-forms.ts";
import { acceptStep, answerGate } from "./steps.ts";
import { ACTS, workIds, workShortcuts } from "./work/action-ids.ts";
import { filtered } from "./work/board-screen.ts";
import { confirmChange, leaveUnchanged } from "./work/change-request.ts";
import { type Place, placeSchema } from "./work/place.ts";
import { listenToWorkForms, workFormFor } from "./work/request-forms.ts";
import { joinWork, withdrawWork } from "./work/requests.ts";
import { listenToValidate, viewOfValidate } from "./work/validate-form.ts";
import { orderWork, resumeWork, startWork } from "./work/work-queue.ts";
import { workView } from "./work/work-requests-screen.ts";

const { accept, done, missing, give, move, ask, stuck, decline, approve, refuse, take, notMe } = stepIds;
const ON_STEPS = [accept, done, missing, give, move, ask, stuck, decline, approve, refuse, take, notMe] as const;

/** `id`: of the item of a step, a track, a request, or a program that takes them; `what`: the step to which somebody objects. */
const pressedSchema = z.object({
  act: z.enum([...ON_STEPS, ...ACTS]),
  id: z.string(),
  what: z.string().default(""),
});
type Pressed = z.infer<typeof pressedSchema>;

/** `showWhy` says why the message pressed on came. */
export function listenToPresses(
  listening: Listening<Person>,
  services: Services,
  showWhy: (press: Press<Person>) => Promise<void>,
): void {
  listenToStepForms(listening, services);
  listenToWorkForms(listening, services);
  listenToValidate(listening, services);

  const pressed = async (press: Pressing, { act, ...what }: Pressed) => {
    if (act === "times") return show(services, press, { programId: what.id, isTimes: true });
    const ctx = { ...services, actor: press.actor };
    const form = await doOrAsk(ctx, { act, ...what });
    if (form) await press.open(form);
    else if (press.view) await show(services, press, placeOf(press));
  };
  onPressOf(listening, new RegExp(`^${workIds.act}:`), pressedSchema, (press) => pressed(press, press.value));
  for (const act of ON_STEPS) onPress(listening, act, (press) => pressed(press, { act, id: press.value, what: "" }));

  stepMenu.listen(listening, (press, choice, id) => {
    if (choice === "why") return showWhy(press);
    if (choice === "work") return show(services, press, { workRequestId: id });
    return pressed(press, { act: choice === "give" ? give : "same", id, what: "" });
  });

  onShortcut(listening, workShortcuts.ask, async ({ actor, open }) => open(await workView(services, actor)));
  onPress(listening, workIds.program, (press) => show(services, press, { programId: press.value }));
  onPress(listening, workIds.list, (press) => {
    const place = placeOf(press);
    const query = place.workRequestId === null ? null : place.query;
    return show(services, press, {
      ...place,
      programId: press.value || null,
      workRequestId: null,
      isTimes: false,
      query,
    });
  });
  onPress(listening, new RegExp(`^${workIds.filter}:`), (press) =>
    show(services, press, filtered(placeOf(press), { id: press.element.id, value: press.value })),
  );
  onPressOf(listening, new RegExp(`^${workIds.page}:`), placeSchema, (press) => show(services, press, press.value));
  onPress(listening, workIds.open, (press) => show(services, press, { ...placeOf(press), workRequestId: press.value }));
}

/** Does what needs no words, and returns null; else the form in which they are asked. */
async function doOrAsk(
  ctx: ActorContext,
  pressed: Pressed & { act: Exclude<Pressed["act"], "times"> },
): Promise<ModalView | null> {
  const { act, id } = pressed;
  switch (act) {
    case stepIds.accept:
      await acceptStep(ctx, { itemId: id });
      return null;
    case stepIds.approve:
      await answerGate(ctx, { itemId: id, reason: null });
      return null;
    case stepIds.take:
      await answerAsHeir(ctx, { trackId: id, reason: null });
      return null;
    case "start":
      await startWork(ctx, { id });
      return null;
    case "up":
    case "top":
      await orderWork(ctx, { id, to: act });
      return null;
    case "resume":
      await resumeWork(ctx, { id });
      return null;
    case "withdraw":
      await withdrawWork(ctx, { id });
      return null;
    case "confirm":
      await confirmChange(ctx, { id });
      return null;
    case "leave":
      await leaveUnchanged(ctx, { id });
      return null;
    case "join":
      await joinWork(ctx, { id });
      return null;

    case stepIds.done:
    case stepIds.missing:
    case stepIds.give:
    case stepIds.move:
    case stepIds.ask:
    case stepIds.stuck:
    case stepIds.refuse:
    case stepIds.decline:
    case stepIds.notMe:
      return stepFormFor(ctx, act, id);

    case "decline":
    case "split":
    case "hold":
    case "capacity":
    case "object":
    case "same":
    case "not-same":
    case "take":
    case "template":
    case "comment":
    case "plan":
      return workFormFor(ctx, act, pressed);

    case "validate":
      return viewOfValidate(ctx, id);

    default:
      return assertNever(act);
  }
}

type Pressing = Pick<Press<Person>, "actor" | "client" | "view" | "open">;

/** Where the screen is in which something was pressed; elsewhere the list. */
function placeOf({ view }: Pick<Press<Person>, "view">): Place {
  const metadata = view?.privateMetadata ?? "";
  const parsed = placeSchema.safeParse(metadata.startsWith("{") ? JSON.parse(metadata) : {});
  return parsed.success ? parsed.data : placeSchema.parse({});
}

/** In the screen that is open, else in one of its own. */
async function show(services: Services, press: Pressing, place: Partial<Place>): Promise<void> {
  const { view, client } = press;
  const shown = await workView(services, press.actor, place);
  if (view) await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  else await press.open(shown);
}
