/** A message, modal or Home tab as something to act on: what stands in its fields, and what happens on a press. */
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { isObject, type Json, type JsonObject, objectIn, stringIn } from "../../json.ts";
import { useShared } from "./shared.ts";
import type { ActAnswer, Filled, InputValue, Pressing, Values } from "./wire.ts";

export interface Surface {
  kind: "message" | "modal" | "home";
  /** Makes ids in the document unique. */
  id: string;
  valueOf(blockId: string, actionId: string): InputValue;
  /** Typed or chosen; the app hears of it at the next press or submission. */
  fill(blockId: string, actionId: string, value: InputValue): void;
  /** Tells the app, after the element's own confirmation. */
  press(element: JsonObject, pressing: Pressing): void;
  /** `block/action` of what was pressed and is not acknowledged yet. */
  pressing: string | null;
  /** By block id. */
  errors: Record<string, string>;
}

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error("Blocks stand on a surface.");
  return surface;
}

export interface Acting {
  surface: Surface;
  /** What is typed and not sent yet, by block id. */
  filled: Filled;
  /** What Slack's client says about the last thing that was done; null when it went well. */
  failure: string | null;
  setFailure(failure: string | null): void;
  setErrors(errors: Record<string, string>): void;
}

/**
 * The acting half of a surface. `values` is what the server knows to stand in the fields; drafts lie above it until
 * `version` changes, since what the app replaces is gone.
 */
export function useActing(facts: {
  kind: Surface["kind"];
  id: string;
  version: string;
  values: Values;
  send(pressing: Pressing, filled: Filled): Promise<ActAnswer>;
}): Acting {
  const { confirm, words } = useShared();
  const [drafts, setDrafts] = useState<{ version: string; of: Record<string, InputValue> }>({ version: "", of: {} });
  const [pressing, setPressing] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const current = drafts.version === facts.version ? drafts.of : {};
  const filled: Filled = Object.fromEntries(
    Object.entries(current).flatMap(([place, value]): [string, InputValue][] => {
      const [blockId, actionId, isField] = JSON.parse(place);
      return isField && typeof blockId === "string" && actionId !== undefined ? [[blockId, value]] : [];
    }),
  );
  const draft = (blockId: string, actionId: string, isField: boolean, value: InputValue) =>
    setDrafts((before) => ({
      version: facts.version,
      of: {
        ...(before.version === facts.version ? before.of : {}),
        [JSON.stringify([blockId, actionId, isField])]: value,
      },
    }));
  const press = async (element: JsonObject, chosen: Pressing) => {
    const dialog = objectIn(element, "confirm");
    if (dialog && !(await confirm(dialog))) return;
    setPressing(`${chosen.blockId}/${chosen.actionId}`);
    setFailure(null);
    const kept = chosenValue(chosen);
    if (kept !== undefined) draft(chosen.blockId, chosen.actionId, false, kept);
    const answer = await facts.send(chosen, filled);
    setPressing(null);
    setErrors(answer.errors ?? {});
    setFailure(answer.stale ? words.stale : (answer.failed ?? null));
  };
  const surface: Surface = {
    kind: facts.kind,
    id: facts.id,
    valueOf: (blockId, actionId) => {
      for (const isField of [true, false]) {
        const drafted = current[JSON.stringify([blockId, actionId, isField])];
        if (drafted !== undefined) return drafted;
      }
      return valueIn(facts.values[blockId]?.[actionId]);
    },
    fill: (blockId, actionId, value) => {
      draft(blockId, actionId, true, value);
      if (errors[blockId] !== undefined) {
        const { [blockId]: _, ...others } = errors;
        setErrors(others);
      }
    },
    press: (element, chosen) => {
      void press(element, chosen);
    },
    pressing,
    errors,
  };
  return { surface, filled, failure, setFailure, setErrors };
}

/** Buttons and overflow menus keep nothing. */
function chosenValue({ option, options, date, time, users }: Pressing): InputValue | undefined {
  return options ?? users ?? date ?? time ?? option;
}

/** What a person would have put into a field for it to have this state. */
function valueIn(state: JsonObject | undefined): InputValue {
  if (!state) return null;
  const ids = (value: Json | undefined) =>
    Array.isArray(value)
      ? value.flatMap((each) =>
          typeof each === "string" ? each : isObject(each) ? (stringIn(each, "value") ?? []) : [],
        )
      : [];
  const instant = state.selected_date_time;
  return (
    stringIn(state, "value") ??
    stringIn(objectIn(state, "selected_option"), "value") ??
    stringIn(state, "selected_user") ??
    stringIn(state, "selected_conversation") ??
    stringIn(state, "selected_date") ??
    stringIn(state, "selected_time") ??
    (typeof instant === "number" ? instant : null) ??
    (Array.isArray(state.selected_options) ? ids(state.selected_options) : null) ??
    (Array.isArray(state.selected_users) ? ids(state.selected_users) : null)
  );
}
