package inbox

// Gather lets so many keys gather before they move on, and so many move at a time.
func (b *Box) Gather(most, least int) { b.fresh.most, b.fresh.least = most, least }
