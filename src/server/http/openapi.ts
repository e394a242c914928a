import { z } from 'zod';
import { type CallName, ROUTES } from '../../api/contract';
import { ERROR_CODES } from '../../core/errors';
import type { AnyUseCase } from '../../core/use-case';

/** The contract as OpenAPI 3.1, made from the routes and from each use case's own input schema. */
export function openApi(useCases: Readonly<Record<CallName, AnyUseCase>>): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const name of Object.keys(ROUTES) as CallName[]) {
    const { method, path } = ROUTES[name];
    const at = path.replace(/:(\w+)/g, '{$1}');
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation(name, method, path, useCases[name]) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Lantern', version: '1' },
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Error: ERROR_BODY },
    },
  };
}

const ERROR_BODY = {
  type: 'object',
  required: ['code', 'message', 'requestId'],
  properties: {
    code: { type: 'string', enum: [...ERROR_CODES] },
    message: { type: 'string' },
    requestId: { type: 'string' },
    problems: {
      type: 'array',
      items: { type: 'object', properties: { where: { type: 'string' }, what: { type: 'string' } } },
    },
  },
};

function operation(name: CallName, method: string, path: string, useCase: AnyUseCase): object {
  const input = z.toJSONSchema(useCase.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, object>;
    required?: string[];
  };
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, field]) => field ?? '');
  const rest = Object.keys(input.properties ?? {}).filter((field) => !inPath.includes(field));
  const parameter = (field: string, place: string) => ({
    name: field,
    in: place,
    required: place === 'path' || (input.required ?? []).includes(field),
    schema: input.properties?.[field] ?? {},
  });
  const body = { type: 'object', properties: Object.fromEntries(rest.map((f) => [f, input.properties?.[f] ?? {}])) };
  return {
    operationId: name,
    parameters: [
      ...inPath.map((field) => parameter(field, 'path')),
      ...(method === 'GET' ? rest.map((field) => parameter(field, 'query')) : []),
    ],
    ...(method !== 'GET' && rest.length > 0 && { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: {
      200: { description: 'Done', content: { 'application/json': {} } },
      default: {
        description: 'Refused or failed',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}
