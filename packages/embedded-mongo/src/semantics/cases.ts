import type { SemanticCase } from './case';
import { expressionCases } from './expression.cases';
import { groupCases } from './group.cases';
import { indexCases } from './index.cases';
import { orderCases } from './order.cases';
import { projectionCases } from './projection.cases';
import { queryCases } from './query.cases';
import { stageCases } from './stage.cases';
import { updateCases } from './update.cases';
import { writeCases } from './write.cases';

/** Every semantic case: what MongoDB 7 does, row by row. */
export const semanticCases: readonly SemanticCase[] = [
  ...queryCases,
  ...orderCases,
  ...projectionCases,
  ...updateCases,
  ...groupCases,
  ...stageCases,
  ...expressionCases,
  ...indexCases,
  ...writeCases,
];
