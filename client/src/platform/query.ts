import { QueryClient, useMutation, useQuery } from '@tanstack/react-query'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'
import { useRef } from 'react'
import { type Answered, type Asked, ask, type Command, type Query } from './api.ts'
import { type ActOptions, act } from './commands.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => !(error instanceof Refusal) && failures < 3,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

export const askKey = <A extends Query>(action: A, input: Asked<A>) => [action, input] as const

/** A question whose answer is kept and shared between the screens that ask it. */
export function useAsk<A extends Query>(
  action: A,
  input: Asked<A>,
  options: { enabled?: boolean; staleMs?: number; everyMs?: number } = {},
) {
  return useQuery<Answered<A>>({
    queryKey: askKey(action, input),
    queryFn: ({ signal }) => ask(action, input, signal),
    enabled: options.enabled ?? true,
    ...(options.staleMs === undefined ? {} : { staleTime: options.staleMs }),
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  })
}

/** Puts an answer that came with a command where the question would have put it. */
export const put = <A extends Query>(action: A, input: Asked<A>, answer: Answered<A>): void => {
  queries.setQueryData<Answered<A>>(askKey(action, input), answer)
}

export const forget = <A extends Query>(action: A, input?: Asked<A>): void =>
  void queries.invalidateQueries({ queryKey: input === undefined ? [action] : askKey(action, input) })

/**
 * A command behind a button. Pressing again after a failure repeats the same key as long as the input is the same,
 * so a reply that got lost on the way does not send a second team.
 */
export function useAct<A extends Command>(action: A, options: Omit<ActOptions, 'key'> = {}) {
  const last = useRef({ body: '', key: '' })
  return useMutation<Answered<A>, Error, Asked<A>>({
    mutationKey: [action],
    mutationFn: async (input) => {
      const body = JSON.stringify(input)
      if (last.current.body !== body) last.current = { body, key: crypto.randomUUID() }
      const answer = await act(action, input, { ...options, key: last.current.key })
      last.current = { body: '', key: '' }
      return answer
    },
  })
}
