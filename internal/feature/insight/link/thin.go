package link

// thin returns the log with only one conversation in n kept, by the gold
// links, without the context no link speaks of, and with all gaps stretched:
// what the same people might have written in a quieter, slower room. It
// serves to fit a model, and to measure one, on rooms unlike the logs.
func (l *Log) thin(n uint64, stretch int64, seed uint64) *Log {
	root := make([]int32, len(l.Items))
	at := make(map[int32]int32) // item → its place in the thinned log
	out := &Log{
		Name: l.Name, Names: l.Names, authors: l.authors,
		Links: make(map[int32][]int32), named: make(map[int32][]int32),
	}
	for i := l.From; i < int32(len(l.Items)); i++ {
		root[i] = i
		gold := l.Links[i]
		for _, to := range gold {
			if to >= l.From && to < i {
				root[i] = root[to]
				break
			}
		}
		if l.Items[i].System || len(gold) == 0 || scramble(seed^uint64(root[i])*0x9E3779B97F4A7C15)%n != 0 {
			continue
		}
		place := int32(len(out.Items))
		at[i] = place
		item := l.Items[i]
		item.At *= stretch
		out.Items = append(out.Items, item)
		out.named[place] = l.named[i]
		for _, to := range gold {
			if j, ok := at[to]; ok {
				out.Links[place] = append(out.Links[place], j)
			}
		}
	}
	return out
}
