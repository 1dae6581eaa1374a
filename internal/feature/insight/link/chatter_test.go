package link

// chatter invents n messages of a room of thirty people, one every gap
// milliseconds, that address, ask, answer and greet in turn.
func chatter(n int, gap int64) ([]Item, *Names) {
	people := []string{
		"安禾", "北辰", "采薇", "东篱", "鹅黄", "枫眠", "谷雨", "海棠", "依山", "江离", "空谷", "流萤", "墨白", "南星", "藕花",
		"alva", "bram", "cleo", "dax", "edda", "finn", "gwen", "hugo", "ines", "jory", "kaia", "lars", "mina", "nilo", "oona",
	}
	texts := []string{
		"有人知道周末的烘焙课几点开始吗", "应该是下午两点,上次也是两点", "谢谢", "大家早上好", "我买的那箱橙子坏了两个,能退款吗", "可以的,拍张照片发我",
		"does anyone know where the garden key is kept?", "it is under the blue pot by the shed", "thanks", "hello everybody",
		"my kettle leaks since the last repair, what should I do", "bring it on Friday and we will have a look",
	}
	names := &Names{}
	for a, name := range people {
		names.Add(name, int32(a))
	}
	items := make([]Item, n)
	state := uint64(7)
	for i := range items {
		state = scramble(state + 0x9E3779B97F4A7C15)
		text := texts[state%uint64(len(texts))]
		if state>>8%3 == 0 {
			text = people[state>>16%uint64(len(people))] + ": " + text
		}
		items[i] = Item{
			At: int64(i) * gap, Author: int32(state >> 32 % uint64(len(people))), ReplyTo: nobody, Sketch: Read(text),
		}
	}
	return items, names
}
