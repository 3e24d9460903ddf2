/** Changes to Kysely's compilation of SQL. */
import { channel } from "node:diagnostics_channel";
import {
  type BinaryOperationNode,
  type CompiledQuery,
  type LimitNode,
  OperatorNode,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  pushValueIntoList,
  type QueryId,
  type RootOperationNode,
  SqliteQueryCompiler,
  ValueListNode,
} from "kysely";

/** Channel with each compiled statement and its caller, for tests. */
export const STATEMENTS = "drumbeat.database.statements";
const statements = channel(STATEMENTS);

function published(query: CompiledQuery): CompiledQuery {
  if (statements.hasSubscribers) statements.publish(query);
  return query;
}

/**
 * SQLite replans each execution if a bare parameter is in `order by` or `limit`, which takes longer than a short
 * statement; not if it is in an expression. Source: https://www.sqlite.org/c3ref/c_dbconfig_defensive.html,
 * SQLITE_DBCONFIG_ENABLE_QPSG, which our driver cannot set.
 */
export class SteadySqliteQueryCompiler extends SqliteQueryCompiler {
  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    return published(super.compileQuery(node, queryId));
  }

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    super.visitBinaryOperation(isOfEmptyList(node) ? filled(node) : node);
  }

  protected override getCurrentParameterPlaceholder(): string {
    return "+?";
  }

  protected override visitLimit(node: LimitNode): void {
    this.append("limit cast(");
    this.visitNode(node.limit);
    this.append(" as integer)");
  }
}

export class FillingPostgresQueryCompiler extends PostgresQueryCompiler {
  override compileQuery(node: RootOperationNode, queryId: QueryId): CompiledQuery {
    return published(super.compileQuery(node, queryId));
  }

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    super.visitBinaryOperation(isOfEmptyList(node) ? filled(node) : node);
  }
}

/** PostgreSQL refuses `in ()`. Kysely's plugin copies every node of every query, as slow as compiling it. */
const filled = pushValueIntoList("__none__");

function isOfEmptyList(node: BinaryOperationNode): node is Parameters<typeof filled>[0] {
  const { operator, rightOperand } = node;
  const isList = ValueListNode.is(rightOperand) || PrimitiveValueListNode.is(rightOperand);
  if (!isList || rightOperand.values.length > 0) return false;
  return OperatorNode.is(operator) && (operator.operator === "in" || operator.operator === "not in");
}
