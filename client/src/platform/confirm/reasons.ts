import { useLabel, useText } from '../i18n.ts'
import { useAsk } from '../query.ts'

const forGood = Number.POSITIVE_INFINITY

/** The words for a reason code: of a lowering by the protocol, of a disposition by the code list. */
export function useReason(): (code: string) => string {
  const t = useText()
  const label = useLabel()
  const { data: protocol } = useAsk('triage.protocol', {}, { staleMs: forGood })
  const { data: categories } = useAsk('triage.categories', {}, { staleMs: forGood })
  return (code) => {
    if (code === 'unfounded') return t('duty.unfounded')
    const coded = [...(protocol?.lowering_reasons ?? []), ...(categories?.non_case_dispositions ?? [])]
    const found = coded.find((one) => one.code === code)
    return found ? label(found.label) : code
  }
}
